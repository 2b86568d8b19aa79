/** Searching the text, and labelling, relabelling or removing in all places at once. */
import { type Finder, type FinderAction, asksTheSame, commandsFor, firstTicks } from "../model/finder";
import type { Span } from "../engine/types";
import type { State } from "../store/state";
import type { Context, PageCommand } from "./command";
import { placeCursor, targetOf, wordsOf } from "./selection";

const propagate: PageCommand = {
  id: "find.places", group: "annotation", scope: "work", modes: ["text", "annotation"], keys: ["p"],
  when: (state, { target }) => exampleOf(state, target) !== undefined,
  run: async (context, { target }) => {
    const { state } = context.store;
    const example = exampleOf(state, target);
    if (!example || !state.view) return;
    const { span, label } = example;
    const text = state.view.text.slice(span.start, span.end);
    const { finder } = state;
    await search(context, { ...finder, words: { span }, text, from: state.view.id, label: label ?? finder.label }, true);
    context.store.update({ finding: "places" });
  },
};

/** The words to look for elsewhere: those of an entity with its type, or selected ones. */
function exampleOf(state: State, target: Parameters<PageCommand["when"]>[1]["target"]): { span: Span; label: string | null } | undefined {
  const annotation = targetOf(state, target);
  if (annotation && (target || state.selected)) return { span: annotation.span, label: annotation.target.kind === "entity" ? annotation.label : null };
  const span = wordsOf(state);
  return span ? { span, label: annotation?.target.kind === "entity" ? annotation.label : null } : undefined;
}

const find: PageCommand = {
  id: "find.text", group: "page", scope: "page", modes: ["text", "annotation", "relation", "arguments"], keys: ["Ctrl+f"],
  when: (state) => state.view !== null,
  run: ({ store }) => store.update({ panel: { tab: "find", open: true }, finding: "text" }),
};

/** Looks for words and shows the places. `retick` chooses the ticks anew. */
export async function search({ store, session }: Context, finder: Finder, retick: boolean): Promise<void> {
  const { view, documents } = store.state;
  const from = documents.some(({ id }) => id === finder.from) ? finder.from : view?.id;
  if (!view || from === undefined) return;
  const ids = finder.everywhere ? documents.map(({ id }) => id) : [view.id];
  // Places of other words are gone at once: nothing may be done to them by a key that is meant for the new ones.
  const asked: Finder = { ...finder, from, ...(asksTheSame(finder, store.state.finder) ? {} : { hits: [], ticked: new Set(), searching: true }) };
  store.update({ finder: asked, panel: { tab: "find", open: true } });
  const hits = finder.words ? ((await session.find(ids, from, finder.words, finder.likeness)) ?? []) : [];
  // Who has asked for something else since then waits for that.
  if (!asksTheSame(finder, store.state.finder)) return;
  const ticked = retick ? firstTicks(hits, finder.label) : finder.ticked;
  store.update({ finder: { ...finder, from, hits, ticked, searching: false } });
}

/** Does to the ticked places what the reader asks for: one step in each document. */
export async function applyToPlaces(context: Context, action: FinderAction): Promise<void> {
  const { store, session, lines } = context;
  let places = 0;
  for (const step of commandsFor(store.state.finder, action)) {
    const change = await session.dispatch(step.command, step.document);
    if (change) places += step.places;
  }
  if (places === 0) return;
  const { strings } = store.state;
  await search(context, store.state.finder, true);
  store.update({ announcement: strings.find.done(places) });
  lines.focus();
}

/** Goes to a place, in whichever open article it is. */
export async function goToHit({ store, session, lines }: Context, document: string, span: Span): Promise<void> {
  if (store.state.view?.id !== document) await session.show(document);
  placeCursor(store, span, span, false);
  lines.reveal(span);
}

export const finderCommands: readonly PageCommand[] = [find, propagate];
