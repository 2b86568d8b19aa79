/** Commands about relations between entities. */
import type { Relation, Status } from "../engine/types";
import { entityText } from "../model/annotations";
import { relationsOf } from "../model/relations";
import { relationName } from "../store/messages";
import type { State } from "../store/state";
import type { CommandId, Context, Input, PageCommand } from "./command";
import { selectTarget } from "./selection";

/** The entity that a command starts from. */
function entityOf({ selected }: State, { target }: Input): string | undefined {
  const chosen = target ?? selected;
  return chosen?.kind === "entity" ? chosen.id : undefined;
}

const make: PageCommand = {
  id: "relation.make", group: "relation", scope: "work", modes: ["annotation", "relation"], keys: ["z"],
  when: (state, input) => entityOf(state, input) !== undefined && (state.schema?.relations.length ?? 0) > 0,
  run: ({ store }, input) => {
    const { relating, strings, view } = store.state;
    const entity = view?.entities.find(({ id }) => id === entityOf(store.state, input));
    if (!entity) return;
    // The first entity is noted; with the second the type is chosen.
    const isThere = view?.entities.some(({ id }) => id === relating);
    if (relating === null || relating === entity.id || !isThere) return store.update({ relating: entity.id, announcement: strings.spoken.relating });
    selectTarget(store, { kind: "entity", id: entity.id }, store.state.pointing);
    store.update({ relating: null, palette: { purpose: "relation.add", from: relating, to: entity.id, span: entity.span } });
  },
};

/** Makes a relation and chooses it. */
export async function addRelation({ store, session }: Context, ends: { from: string; to: string }, label: string, reversed: boolean): Promise<void> {
  const { from, to } = reversed ? { from: ends.to, to: ends.from } : ends;
  const change = await session.dispatch({ type: "relation.add", label, from, to });
  const made = change?.relations[0];
  if (made) chooseRelation(store, made.id);
}

/** Gives a relation another type, and the direction that it wants. */
export async function relabelRelation({ store, session }: Context, id: string, label: string, reversed: boolean): Promise<void> {
  if (await session.dispatch({ type: "relation.relabel", id, label, reversed })) chooseRelation(store, id);
}

/** Chooses a relation of the selected entity, or of that at its nearer end. */
export function chooseRelation(store: Context["store"], id: string): void {
  const { selected, view } = store.state;
  const relation = view?.relations.find((each) => each.id === id);
  if (!relation) return;
  const isEnd = selected?.kind === "entity" && [relation.from, relation.to].includes(selected.id);
  if (!isEnd) selectTarget(store, { kind: "entity", id: relation.from }, false);
  store.update({ relation: id });
  store.update({ announcement: spokenRelation(store.state, relation) });
}

function spokenRelation(state: State, { from, label, to, status }: Relation): string {
  const text = (id: string) => {
    const entity = state.view?.entities.find((each) => each.id === id);
    return entity && state.view ? entityText(state.view.text, entity) : "";
  };
  return state.strings.spoken.relation(text(from), relationName(state, label), text(to), state.strings.statuses[status]);
}

const choose: PageCommand = {
  id: "relation.choose", group: "relation", scope: "work", modes: ["annotation", "relation"], keys: ["Shift+z"],
  when: (state) => seen(state).length > 0,
  run: ({ store }) => {
    const all = seen(store.state);
    const at = all.findIndex(({ relation }) => relation.id === store.state.relation);
    const next = all[(at + 1) % all.length];
    if (next) chooseRelation(store, next.relation.id);
  },
};

function seen({ view, selected }: State) {
  return view && selected?.kind === "entity" ? relationsOf(view, selected.id) : [];
}

function chosen({ view, relation }: State): Relation | undefined {
  return view?.relations.find(({ id }) => id === relation);
}

const relabel: PageCommand = {
  id: "relation.relabel", group: "relation", scope: "work", modes: ["relation"], keys: ["r"],
  when: (state) => chosen(state) !== undefined,
  run: ({ store }) => {
    const { view, selected } = store.state;
    const relation = chosen(store.state);
    const entity = view?.entities.find(({ id }) => id === selected?.id);
    if (relation && entity) store.update({ palette: { purpose: "relation.relabel", id: relation.id, span: entity.span } });
  },
};

const remove: PageCommand = {
  id: "relation.remove", group: "relation", scope: "work", modes: ["relation"], keys: ["Delete"],
  when: (state) => chosen(state) !== undefined,
  run: async ({ store, session }) => {
    const relation = chosen(store.state);
    if (!relation || !(await session.dispatch({ type: "relation.remove", ids: [relation.id] }))) return;
    const { strings } = store.state;
    store.update({ relation: null, announcement: strings.spoken.done(strings.steps["relation.remove"]) });
  },
};

function statusCommand(id: CommandId, keys: string[], status: Status, scope: PageCommand["scope"]): PageCommand {
  return {
    id, group: "relation", scope, modes: ["relation"], keys,
    when: (state) => chosen(state) !== undefined && chosen(state)?.status !== status,
    run: async ({ store, session }) => {
      const relation = chosen(store.state);
      if (!relation || !(await session.dispatch({ type: "relation.status", ids: [relation.id], status }))) return;
      store.update({ announcement: spokenRelation(store.state, { ...relation, status }) });
      if (status === "rejected") store.update({ relation: null });
    },
  };
}

const leave: PageCommand = {
  id: "relation.leave", group: "relation", scope: "work", modes: ["relation"], keys: ["Escape"],
  when: (state) => state.relation !== null,
  run: ({ store }) => {
    const { selected } = store.state;
    if (selected) selectTarget(store, selected, store.state.pointing);
    else store.update({ relation: null });
  },
};

export const relationCommands: readonly PageCommand[] = [
  make,
  choose,
  relabel,
  statusCommand("relation.accept", ["Enter"], "accepted", "article"),
  statusCommand("relation.reject", ["x", "Backspace"], "rejected", "work"),
  remove,
  leave,
];
