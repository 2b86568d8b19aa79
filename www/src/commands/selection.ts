/** How the selection moves: word cursor, selected annotation, and what screen readers hear of it. */
import type { Span } from "../engine/types";
import { type Annotation, type Target, covering, find } from "../model/annotations";
import { countOf, snapToTokens, spanAt, tokenIndexAt } from "../model/tokens";
import { labelName, spokenAnnotation } from "../store/messages";
import { type State, selectedSpan } from "../store/state";
import type { Store } from "../store/store";

/** Puts the cursor on a span, with nothing selected but its words. */
export function placeCursor(store: Store, anchor: Span, head: Span, pointing: boolean): void {
  store.update({ cursor: { anchor, head }, selected: null, relation: null, tabLeaves: false, pointing });
  store.update({ announcement: spokenCursor(store.state) });
}

/** Selects an annotation and puts the cursor on its words. */
export function selectTarget(store: Store, target: Target, pointing: boolean): Annotation | undefined {
  const annotation = store.state.view && find(store.state.view, target);
  if (!annotation) return undefined;
  const announcement = spokenAnnotation(store.state, annotation);
  store.update({ selected: target, relation: null, cursor: { anchor: annotation.span, head: annotation.span }, tabLeaves: false, pointing, announcement });
  return annotation;
}

/** What a command about annotations acts on: the given one, the selected one, or the smallest under the cursor. */
export function targetOf(state: State, given?: Target): Annotation | undefined {
  const { view } = state;
  if (!view) return undefined;
  const chosen = given ?? state.selected;
  if (chosen) return find(view, chosen);
  const span = selectedSpan(state);
  return span ? covering(view, span)[0] : undefined;
}

/** The span of words to label: the selected ones, or those of the selected annotation. */
export function wordsOf(state: State): Span | null {
  const span = selectedSpan(state);
  return span && span.end > span.start ? span : null;
}

/** The token at an offset as a span; `null` in a text without tokens. */
export function tokenSpanAt(state: State, offset: number): Span | null {
  const tokens = state.view?.tokens ?? [];
  return spanAt(tokens, tokenIndexAt(tokens, offset)) ?? null;
}

/** A span of the text widened to whole tokens, or itself where it touches none. */
export function wholeTokens(state: State, span: Span): Span {
  return snapToTokens(state.view?.tokens ?? [], span) ?? span;
}

function spokenCursor(state: State): string {
  const span = selectedSpan(state);
  if (!span || !state.view) return "";
  const { tokens, text } = state.view;
  const labels = covering(state.view, span).map((annotation) => labelName(state, annotation.target.kind, annotation.label));
  return state.strings.spoken.token(text.slice(span.start, span.end), labels.join(" "), tokenIndexAt(tokens, span.start) + 1, countOf(tokens));
}
