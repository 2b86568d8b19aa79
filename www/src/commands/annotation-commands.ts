/** Commands that change annotations. */
import type { Command, EntityType, Span } from "../engine/types";
import { type Annotation, type Target, covering } from "../model/annotations";
import { attributesOf, valueName } from "../model/attributes";
import { equal } from "../model/spans";
import { moveEdge } from "../model/tokens";
import { labelName } from "../store/messages";
import { type State, selectedSpan } from "../store/state";
import type { CommandId, Context, Input, PageCommand } from "./command";
import { selectTarget, targetOf, wordsOf } from "./selection";

/** Accepts or rejects. The annotation stays selected; Tab goes on from it. */
function statusCommand(id: CommandId, keys: string[], status: "accepted" | "rejected", scope: "article" | "work"): PageCommand {
  return {
    id, group: "annotation", scope, modes: ["text", "annotation"], keys,
    when: (state, { target }) => {
      const annotation = targetOf(state, target);
      return annotation !== undefined && annotation.status !== status;
    },
    run: async (context, { target }) => {
      const annotation = targetOf(context.store.state, target);
      if (!annotation) return;
      const change = await context.session.dispatch(statusOf(annotation, status));
      if (change) announce(context, annotation, status);
    },
  };
}

function statusOf({ target }: Annotation, status: "accepted" | "rejected"): Command {
  return target.kind === "entity" ? { type: "entity.status", ids: [target.id], status } : { type: "event.status", ids: [target.id], status };
}

function announce({ store }: Context, annotation: Annotation, status: "accepted" | "rejected"): void {
  const { strings, view } = store.state;
  const text = view?.text.slice(annotation.span.start, annotation.span.end) ?? "";
  const label = labelName(store.state, annotation.target.kind, annotation.label);
  store.update({ announcement: strings.spoken.annotation(text, label, strings.statuses[status]) });
}

const remove: PageCommand = {
  id: "annotation.remove", group: "annotation", scope: "work", modes: ["text", "annotation"], keys: ["Delete"],
  when: (state, { target }) => targetOf(state, target) !== undefined,
  run: async ({ store, session }, { target }) => {
    const annotation = targetOf(store.state, target);
    if (!annotation) return;
    const { kind, id } = annotation.target;
    const change = await session.dispatch({ type: kind === "entity" ? "entity.remove" : "event.remove", ids: [id] });
    if (!change) return;
    const { strings } = store.state;
    // The cursor stays on the words, so that they can be labelled anew and Tab goes on from there.
    store.update({ selected: null, pointing: false, announcement: strings.spoken.done(strings.steps[`${kind}.remove`]) });
  },
};

const label: PageCommand = {
  id: "annotation.label", group: "annotation", scope: "work", modes: ["text", "annotation"], keys: [],
  when: (state, input) => typeAsked(state, input) !== undefined && (wordsOf(state) !== null || state.selected !== null),
  run: async (context, input) => {
    const type = typeAsked(context.store.state, input);
    if (type) await labelWith(context, type);
  },
};

/** The entity type that was asked for by name, or else by its key. */
function typeAsked(state: State, { key, label: id }: Input): string | undefined {
  const isAsked = (type: EntityType) => (id === undefined ? key !== undefined && key !== "" && type.key.toLowerCase() === key : type.id === id);
  return state.schema?.entities.find(isAsked)?.id;
}

/** Gives the selected entity, or an entity on exactly the selected words, a new type; else makes a new entity of the words. */
export async function labelWith(context: Context, type: string): Promise<void> {
  const { store } = context;
  const existing = entityToRelabel(store.state);
  const span = wordsOf(store.state);
  if (existing) await relabelEntity(context, existing, type);
  else if (span) await addEntity(context, type, span);
}

/** The entity that a label key would relabel. */
function entityToRelabel(state: State): string | undefined {
  if (state.selected?.kind === "entity") return state.selected.id;
  const span = wordsOf(state);
  if (!span || !state.view || state.selected) return undefined;
  return covering(state.view, span).find((each) => each.target.kind === "entity" && equal(each.span, span))?.target.id;
}

/** Relabels an entity and keeps it selected. */
export async function relabelEntity({ store, session }: Context, id: string, type: string): Promise<void> {
  if (await session.dispatch({ type: "entity.relabel", id, label: type })) selectTarget(store, { kind: "entity", id }, store.state.pointing);
}

/** Makes an entity and selects it. */
export async function addEntity({ store, session }: Context, type: string, span: Span): Promise<void> {
  const change = await session.dispatch({ type: "entity.add", label: type, span });
  const made = change?.entities[0];
  if (made) selectTarget(store, { kind: "entity", id: made.id }, store.state.pointing);
}

const relabel: PageCommand = {
  id: "annotation.relabel", group: "annotation", scope: "work", modes: ["text", "annotation"], keys: ["r"],
  when: (state, { target }) => targetOf(state, target) !== undefined || wordsOf(state) !== null,
  run: ({ store }, { target }) => {
    const span = wordsOf(store.state);
    const annotation = annotationToRelabel(store.state, target, span);
    if (annotation) {
      const { kind, id } = annotation.target;
      selectTarget(store, annotation.target, store.state.pointing);
      store.update({ palette: { purpose: kind === "entity" ? "entity.relabel" : "event.retype", id, span: annotation.span } });
    } else if (span) store.update({ palette: { purpose: "entity.add", span } });
  },
};

/** The entity or event whose attributes are asked for, if its type has any. */
function markWithAttributes(state: State, target: Target | undefined): Annotation | undefined {
  const annotation = targetOf(state, target);
  return annotation && state.schema && attributesOf(state.schema, annotation.target.kind, annotation.label).length > 0 ? annotation : undefined;
}

const attribute: PageCommand = {
  id: "annotation.attribute", group: "annotation", scope: "work", modes: ["text", "annotation"], keys: ["Shift+a"],
  when: (state, { target }) => markWithAttributes(state, target) !== undefined,
  run: ({ store }, { target }) => {
    const annotation = markWithAttributes(store.state, target);
    if (!annotation) return;
    selectTarget(store, annotation.target, store.state.pointing);
    store.update({ palette: { purpose: "mark.attribute", ...annotation.target, span: annotation.span } });
  },
};

/** Says something of a mark, and says aloud what. */
export async function sayOfMark({ store, session, lines }: Context, said: { id: string; attribute: string; value: string | null }): Promise<void> {
  store.update({ palette: null });
  lines.focus();
  const { id, attribute: name, value } = said;
  if (!(await session.dispatch({ type: "mark.attribute", id, attribute: name, value }))) return;
  const { schema, settings, strings } = store.state;
  const spec = schema?.attributes.find((each) => each.id === name);
  if (!spec) return;
  const { language } = settings;
  store.update({ announcement: strings.attributes.spoken(spec.label[language] || name, value === null ? null : valueName(spec, value)[language] || value) });
}

/** Several selected words that are no annotation themselves get a new entity, not a new type for what they lie in. */
function annotationToRelabel(state: State, target: Target | undefined, span: Span | null): Annotation | undefined {
  const annotation = targetOf(state, target);
  if (!annotation || target || state.selected) return annotation;
  return span && state.cursor && !equal(state.cursor.anchor, state.cursor.head) && !equal(span, annotation.span) ? undefined : annotation;
}

const inner: PageCommand = {
  id: "annotation.inner", group: "annotation", scope: "article", modes: ["text", "annotation"], keys: ["Space"],
  when: (state) => selectedSpan(state) !== null,
  run: ({ store }) => {
    const { view, selected, cursor } = store.state;
    const head = cursor?.head;
    if (!view || !head) return;
    const place = { start: head.start, end: head.start + 1 };
    const all = covering(view, place);
    const at = selected ? all.findIndex((each) => each.target.kind === selected.kind && each.target.id === selected.id) : -1;
    const next = all[(at + 1) % all.length];
    if (next) selectTarget(store, next.target, store.state.pointing);
  },
};

const addPart: PageCommand = {
  id: "annotation.add-part", group: "annotation", scope: "work", modes: ["text", "annotation"], keys: ["u"],
  when: (state) => (state.selected ? state.selected.kind === "entity" : state.parting !== null && wordsOf(state) !== null),
  run: async ({ store, session }) => {
    const { selected, parting, strings } = store.state;
    const span = wordsOf(store.state);
    // With an entity selected it is noted; then words that are no entity become a piece of it.
    if (selected) return store.update({ parting: selected.id, announcement: strings.spoken.parting });
    if (parting === null || !span) return;
    store.update({ parting: null });
    if (await session.dispatch({ type: "entity.add-part", id: parting, span })) selectTarget(store, { kind: "entity", id: parting }, store.state.pointing);
  },
};

const join: PageCommand = {
  id: "chain.join", group: "annotation", scope: "work", modes: ["annotation"], keys: ["i"],
  when: (state, { target }) => (target ?? state.selected)?.kind === "entity",
  run: async ({ store, session }, { target }) => {
    const { joining, selected, strings } = store.state;
    const id = (target ?? selected)?.id;
    if (!id) return;
    // The first mention is noted, the second one joins it.
    if (joining === null || joining === id) return store.update({ joining: id, announcement: strings.spoken.joining });
    store.update({ joining: null });
    if (await session.dispatch({ type: "chain.join", ids: [joining, id] })) store.update({ announcement: strings.spoken.done(strings.steps["chain.join"]) });
  },
};

const leaveChain: PageCommand = {
  id: "chain.leave", group: "annotation", scope: "work", modes: ["annotation"], keys: ["Shift+i"],
  when: (state) => state.selected?.kind === "entity" && state.view?.entities.find(({ id }) => id === state.selected?.id)?.chain != null,
  run: async ({ store, session }) => {
    const { selected, strings } = store.state;
    if (selected && (await session.dispatch({ type: "chain.leave", ids: [selected.id] }))) store.update({ announcement: strings.spoken.done(strings.steps["chain.leave"]) });
  },
};

/** Moves an edge of the selected annotation to the left or to the right by one token. */
function boundaryCommand(id: CommandId, key: string, edge: "start" | "end", side: "left" | "right"): PageCommand {
  return {
    id, group: "boundary", scope: "article", modes: ["annotation"], keys: [key],
    when: (state) => state.selected !== null,
    run: async (context) => {
      const annotation = targetOf(context.store.state);
      const tokens = context.store.state.view?.tokens;
      if (!annotation || !tokens) return;
      const forward = (side === "left") === (context.lines.directionAt(annotation.span.start) === "rtl");
      const span = moveEdge(tokens, annotation.span, edge, forward ? 1 : -1);
      await resize(context, annotation, span);
    },
  };
}

/** Gives an annotation another span and keeps it selected. */
export async function resize({ store, session }: Context, { target, span: before }: Annotation, span: Span): Promise<void> {
  if (equal(before, span)) return;
  const { kind, id } = target;
  const change = await session.dispatch(kind === "entity" ? { type: "entity.resize", id, span } : { type: "event.resize", id, trigger: span });
  if (change) selectTarget(store, target, store.state.pointing);
}

export const annotationCommands: readonly PageCommand[] = [
  statusCommand("annotation.accept", ["Enter"], "accepted", "article"),
  statusCommand("annotation.reject", ["x", "Backspace"], "rejected", "work"),
  remove,
  label,
  relabel,
  attribute,
  inner,
  addPart,
  join,
  leaveChain,
  boundaryCommand("boundary.end-left", "Shift+ArrowLeft", "end", "left"),
  boundaryCommand("boundary.end-right", "Shift+ArrowRight", "end", "right"),
  boundaryCommand("boundary.start-left", "Ctrl+Shift+ArrowLeft", "start", "left"),
  boundaryCommand("boundary.start-right", "Ctrl+Shift+ArrowRight", "start", "right"),
];
