/** Commands that move the word cursor. */
import type { Span } from "../engine/types";
import { nextSuggestion } from "../model/annotations";
import { pieceBeside, snapToGraphemes, tokenBeside } from "../model/tokens";
import { choose } from "../store/settings";
import { type State, selectedSpan } from "../store/state";
import type { CommandId, Context, PageCommand } from "./command";
import { placeCursor, selectTarget, tokenSpanAt } from "./selection";

type Move = (context: Context, from: Span) => Span | null;

const hasText = (state: State) => (state.view?.tokens.length ?? 0) > 0;
const hasCursor = (state: State) => hasText(state) && state.cursor !== null;

/** One token on, in the direction in which the reader sees it: left is forward in Arabic. */
function sideways(side: "left" | "right"): Move {
  return ({ store, lines }, from) => {
    const forward = (side === "left") === (lines.directionAt(from.start) === "rtl");
    return neighbour(store.state, from, forward ? 1 : -1);
  };
}

function neighbour(state: State, from: Span, by: 1 | -1): Span | null {
  return (state.view && tokenBeside(state.view.tokens, from, by)) ?? null;
}

/** One clitic, or one word without its clitics, on. */
function byPiece(side: "left" | "right"): Move {
  return ({ store, lines }, from) => {
    const { view } = store.state;
    const forward = (side === "left") === (lines.directionAt(from.start) === "rtl");
    return (view && pieceBeside(view.tokens, view.clitics, from, forward ? 1 : -1)) ?? null;
  };
}

function vertical(by: 1 | -1): Move {
  return ({ store, lines }, from) => {
    const offset = lines.beside(from, by);
    return offset === null ? null : tokenSpanAt(store.state, offset);
  };
}

const lineStart: Move = ({ store, lines }, from) => tokenSpanAt(store.state, lines.lineOf(from).start);
const lineEnd: Move = ({ store, lines }, from) => tokenSpanAt(store.state, lines.lineOf(from).end - 1);
const documentStart: Move = ({ store }) => tokenSpanAt(store.state, 0);
const documentEnd: Move = ({ store }) => tokenSpanAt(store.state, Infinity);

function moveCommand(id: CommandId, key: string, move: Move): PageCommand {
  return {
    id, group: "cursor", scope: "article", modes: ["text", "annotation", "relation", "arguments"], keys: [key],
    when: hasText,
    run: (context) => {
      const { cursor } = context.store.state;
      // The first arrow only shows the cursor, at the first word.
      const to = cursor ? move(context, edge(context, cursor.head, id)) : tokenSpanAt(context.store.state, 0);
      if (!to) return;
      placeCursor(context.store, to, to, false);
      context.lines.reveal(to);
    },
  };
}

function pieceCommand(id: CommandId, key: string, side: "left" | "right"): PageCommand {
  return {
    id, group: "cursor", scope: "article", modes: ["text", "annotation", "relation", "arguments"], keys: [key],
    when: hasText,
    run: (context) => {
      const span = selectedSpan(context.store.state) ?? tokenSpanAt(context.store.state, 0);
      const to = span && byPiece(side)(context, span);
      if (!to) return;
      placeCursor(context.store, to, to, false);
      context.lines.reveal(to);
    },
  };
}

/** Of a selection of several words, the word to go on from. */
function edge(context: Context, head: Span, id: CommandId): Span {
  const forward = id === "cursor.down" || id === "cursor.line-end" || (id === "cursor.left") === (context.lines.directionAt(head.start) === "rtl");
  const at = forward ? head.end - 1 : head.start;
  return tokenSpanAt(context.store.state, at) ?? head;
}

function extendCommand(id: CommandId, key: string, move: Move): PageCommand {
  return {
    id, group: "cursor", scope: "article", modes: ["text", "arguments"], keys: [key],
    when: hasCursor,
    run: (context) => {
      const { cursor } = context.store.state;
      const to = cursor && move(context, cursor.head);
      if (!cursor || !to) return;
      placeCursor(context.store, cursor.anchor, to, false);
      context.lines.reveal(to);
    },
  };
}

/** One letter with its marks on from the head of the selection. */
function byLetter(side: "left" | "right"): Move {
  return ({ store, lines }, from) => {
    const { view, cursor } = store.state;
    if (!view || !cursor) return null;
    const forward = (side === "left") === (lines.directionAt(from.start) === "rtl");
    const at = forward ? from.end : from.end - 1;
    if (at <= cursor.anchor.start || at >= view.text.length) return null;
    const letter = snapToGraphemes(view.text, { start: at, end: at + 1 });
    return forward ? letter : { start: cursor.anchor.start, end: letter.start };
  };
}

function letterCommand(id: CommandId, key: string, side: "left" | "right"): PageCommand {
  return {
    id, group: "cursor", scope: "article", modes: ["text", "arguments"], keys: [key],
    when: hasCursor,
    run: (context) => {
      const span = selectedSpan(context.store.state);
      if (!span) return;
      context.store.update({ cursor: { anchor: span, head: span } });
      const to = byLetter(side)(context, span);
      if (!to || to.end <= span.start) return;
      const wanted = { start: span.start, end: to.end };
      placeCursor(context.store, wanted, wanted, false);
    },
  };
}

function suggestionCommand(id: CommandId, key: string, by: 1 | -1): PageCommand {
  return {
    id, group: "cursor", scope: "article", modes: ["text", "annotation", "relation"], keys: [key],
    when: (state) => !state.tabLeaves && suggestionFrom(state, by) !== undefined,
    run: ({ store, lines }) => {
      const next = suggestionFrom(store.state, by);
      if (!next) return;
      selectTarget(store, next.target, false);
      lines.reveal(next.span);
    },
  };
}

function suggestionFrom(state: State, by: 1 | -1) {
  if (!state.view) return undefined;
  const at = selectedSpan(state) ?? { start: 0, end: 0 };
  return nextSuggestion(state.view, state.selected, at, by, state.settings.order);
}

const order: PageCommand = {
  id: "suggestion.order", group: "cursor", scope: "work", modes: ["text", "annotation"], keys: ["q"],
  when: hasText,
  run: ({ store }) => {
    const next = store.state.settings.order === "place" ? "doubt" : "place";
    choose(store, { order: next });
    store.update({ announcement: store.state.strings.panel.orders[next] });
  },
};

const acceptAbove: PageCommand = {
  id: "suggestion.accept-above", group: "annotation", scope: "work", modes: ["text", "annotation"], keys: ["a"],
  when: ({ view }) => view !== null && [view.entities, view.events].some((marks) => marks.some(({ status }) => status === "suggested")),
  run: ({ store }) => store.update({ dialog: { kind: "above" } }),
};

const leave: PageCommand = {
  id: "article.leave", group: "cursor", scope: "article", modes: ["text", "annotation"], keys: ["Escape"],
  when: (state) => state.view !== null,
  run: ({ store }) => {
    const { selected, cursor, strings } = store.state;
    // First only the annotation is let go; its words stay, so that a nested one can be made.
    if (selected && cursor) placeCursor(store, cursor.anchor, cursor.head, false);
    else store.update({ tabLeaves: true, pointing: false, announcement: strings.spoken.left });
  },
};

export const cursorCommands: readonly PageCommand[] = [
  moveCommand("cursor.left", "ArrowLeft", sideways("left")),
  moveCommand("cursor.right", "ArrowRight", sideways("right")),
  moveCommand("cursor.up", "ArrowUp", vertical(-1)),
  moveCommand("cursor.down", "ArrowDown", vertical(1)),
  moveCommand("cursor.line-start", "Home", lineStart),
  moveCommand("cursor.line-end", "End", lineEnd),
  moveCommand("cursor.document-start", "Ctrl+Home", documentStart),
  moveCommand("cursor.document-end", "Ctrl+End", documentEnd),
  pieceCommand("piece.left", "Alt+ArrowLeft", "left"),
  pieceCommand("piece.right", "Alt+ArrowRight", "right"),
  extendCommand("extend.left", "Shift+ArrowLeft", sideways("left")),
  extendCommand("extend.right", "Shift+ArrowRight", sideways("right")),
  extendCommand("extend.up", "Shift+ArrowUp", vertical(-1)),
  extendCommand("extend.down", "Shift+ArrowDown", vertical(1)),
  letterCommand("letter.left", "Alt+Shift+ArrowLeft", "left"),
  letterCommand("letter.right", "Alt+Shift+ArrowRight", "right"),
  suggestionCommand("suggestion.next", "Tab", 1),
  suggestionCommand("suggestion.previous", "Shift+Tab", -1),
  order,
  acceptAbove,
  leave,
];
