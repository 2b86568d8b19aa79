/** Commands that make events and fill their roles. */
import type { EventMention, Filler, Span } from "../engine/types";
import { covering } from "../model/annotations";
import { isToken } from "../model/tokens";
import { eventType, labelName, roleName } from "../store/messages";
import { arguedEvent, candidates, currentCandidate } from "../store/roles";
import { type Arguing, type State, selectedSpan } from "../store/state";
import type { CommandId, Context, Input, PageCommand } from "./command";
import { selectTarget, targetOf, wordsOf } from "./selection";

const make: PageCommand = {
  id: "event.make", group: "annotation", scope: "work", modes: ["text", "annotation"], keys: ["e"],
  when: (state, { target }) => target?.kind === "event" || wordsOf(state) !== null,
  run: ({ store, lines }, { target }) => {
    const annotation = targetOf(store.state, target);
    const span = wordsOf(store.state);
    const explicit = target ?? store.state.selected;
    // On a trigger the key fills roles; on any other words it makes a trigger of them.
    if (annotation?.target.kind === "event" && (explicit || annotation.span.start === span?.start)) {
      startArguing(store, annotation.target.id, null, null);
      lines.focus();
    } else if (span) store.update({ palette: { purpose: "event.add", span } });
  },
};

/** Starts filling the roles of an event, at a role or at the choice of one. */
export function startArguing(store: Context["store"], event: string, role: string | null, replace: number | null): void {
  selectTarget(store, { kind: "event", id: event }, false);
  store.update({ arguing: { event, role, replace, candidate: 0 }, palette: null });
  if (role) announceRole(store);
}

/** Makes an event and goes on to its roles. */
export async function addEvent({ store, session, lines }: Context, type: string, span: Span): Promise<void> {
  const change = await session.dispatch({ type: "event.add", label: type, trigger: span });
  const made = change?.events[0];
  if (!made) return;
  startArguing(store, made.id, null, null);
  lines.focus();
}

const copyRoles: PageCommand = {
  id: "event.copy-roles", group: "annotation", scope: "work", modes: ["annotation"], keys: ["y"],
  when: (state, { target }) => (target ?? state.selected)?.kind === "event",
  run: async ({ store, session }, { target }) => {
    const { copying, selected, strings } = store.state;
    const to = (target ?? selected)?.id;
    if (!to) return;
    // The first time the event is noted, the second time the other event gets its roles.
    if (copying === null || copying === to) return store.update({ copying: to, announcement: strings.spoken.copying });
    store.update({ copying: null });
    const change = await session.dispatch({ type: "argument.copy", from: copying, to });
    if (change) store.update({ announcement: strings.spoken.done(strings.steps["argument.copy"]) });
  },
};

const chooseRole: PageCommand = {
  id: "argument.role", group: "argument", scope: "article", modes: ["arguments"], keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
  when: (state, { key }) => roleOfKey(state, key) !== undefined,
  run: ({ store }, { key }) => {
    const role = roleOfKey(store.state, key);
    const { arguing } = store.state;
    if (!role || !arguing) return;
    store.update({ arguing: { ...arguing, role, replace: null, candidate: 0 } });
    announceRole(store);
  },
};

function roleOfKey(state: State, key: string | undefined): string | undefined {
  const event = arguedEvent(state);
  return event && eventType(state, event.label)?.roles[Number(key) - 1]?.id;
}

function announceRole(store: Context["store"]): void {
  const { state } = store;
  const found = candidates(state);
  const role = state.strings.spoken.role(roleName(state, state.arguing?.role ?? ""), found.length);
  store.update({ announcement: [role, spokenCandidate(state)].filter(Boolean).join(". ") });
}

function spokenCandidate(state: State): string {
  const entity = currentCandidate(state);
  if (!entity || !state.view) return "";
  const text = state.view.text.slice(entity.span.start, entity.span.end);
  return state.strings.spoken.candidate(text, labelName(state, "entity", entity.label), (state.arguing?.candidate ?? 0) + 1, candidates(state).length);
}

function walkCommand(id: "argument.next" | "argument.previous", keys: string[], by: 1 | -1): PageCommand {
  return {
    id, group: "argument", scope: "article", modes: ["arguments"], keys,
    when: (state) => Boolean(state.arguing?.role) && candidates(state).length > 0,
    run: ({ store, lines }) => {
      const { arguing } = store.state;
      const total = candidates(store.state).length;
      if (!arguing || total === 0) return;
      store.update({ arguing: { ...arguing, candidate: (arguing.candidate + by + total) % total } });
      const entity = currentCandidate(store.state);
      if (entity) lines.reveal(entity.span);
      store.update({ announcement: spokenCandidate(store.state) });
    },
  };
}

const assign: PageCommand = {
  id: "argument.assign", group: "argument", scope: "article", modes: ["arguments"], keys: ["Enter"],
  when: (state) => Boolean(state.arguing?.role) && enteredFiller(state) !== undefined,
  run: async (context) => {
    const filler = enteredFiller(context.store.state);
    if (filler) await fillRole(context, filler);
  },
};

/** What Enter takes: words that the cursor was moved to, else the shown candidate. */
function enteredFiller(state: State): Filler | undefined {
  const span = selectedSpan(state);
  if (!state.selected && span) return fillerAt(state, span);
  const entity = currentCandidate(state);
  return entity && { entity: entity.id };
}

/** The filler for a span: the entity on exactly these words or, for one word, the smallest around it; else the words. */
export function fillerAt(state: State, span: Span): Filler {
  const around = state.view ? covering(state.view, span).filter((each) => each.target.kind === "entity" && each.status !== "rejected") : [];
  const oneWord = state.view && isToken(state.view.tokens, span);
  const fitting = around.find((each) => oneWord || (each.span.start === span.start && each.span.end === span.end));
  return fitting ? { entity: fitting.target.id } : { span };
}

/** Gives the chosen role a filler; then the next role can be chosen. */
export async function fillRole({ store, session }: Context, filler: Filler): Promise<void> {
  const { arguing } = store.state;
  if (!arguing?.role) return;
  const { event, role, replace } = arguing;
  const change = await session.dispatch(
    replace === null ? { type: "argument.add", event, role, filler } : { type: "argument.retarget", event, index: replace, filler },
  );
  if (!change) return;
  startArguing(store, event, null, null);
  const { state } = store;
  store.update({ announcement: state.strings.spoken.assigned(roleName(state, role), fillerText(state, filler)) });
}

function fillerText({ view }: State, filler: Filler): string {
  const span = "span" in filler ? filler.span : view?.entities.find((entity) => entity.id === filler.entity)?.span;
  return span && view ? view.text.slice(span.start, span.end) : "";
}

const cancel: PageCommand = {
  id: "argument.cancel", group: "argument", scope: "work", modes: ["arguments"], keys: ["Escape"],
  when: (state) => state.arguing !== null,
  run: ({ store }) => {
    const arguing = store.state.arguing as Arguing;
    const choosing = arguing.role === null || arguing.replace !== null;
    selectTarget(store, { kind: "event", id: arguing.event }, false);
    store.update({ arguing: choosing ? null : { ...arguing, role: null } });
  },
};

/** The selected event, or the one that a card's button acts on. */
function eventOf({ view, selected }: State, { target }: Input): EventMention | undefined {
  const chosen = target ?? selected;
  return chosen?.kind === "event" ? view?.events.find(({ id }) => id === chosen.id) : undefined;
}

/** Changes what is said of an event: whether it took place, or how the text vouches for it. */
function attributeCommand(id: CommandId, key: string, change: (event: EventMention) => Partial<Pick<EventMention, "polarity" | "modality">>): PageCommand {
  return {
    id, group: "annotation", scope: "work", modes: ["annotation"], keys: [key],
    when: (state, input) => {
      const event = eventOf(state, input);
      return event !== undefined && Object.entries(change(event)).some(([name, value]) => event[name as "polarity" | "modality"] !== value);
    },
    run: async ({ store, session }, input) => {
      const event = eventOf(store.state, input);
      if (!event) return;
      const { polarity, modality } = { ...event, ...change(event) };
      if (!(await session.dispatch({ type: "event.attributes", id: event.id, polarity, modality }))) return;
      const { strings } = store.state;
      store.update({ announcement: strings.spoken.attributes(strings.event.polarities[polarity], strings.event.modalities[modality]) });
    },
  };
}

export const eventCommands: readonly PageCommand[] = [
  make,
  copyRoles,
  attributeCommand("event.polarity", "-", ({ polarity }) => ({ polarity: polarity === "positive" ? "negative" : "positive" })),
  attributeCommand("event.asserted", "7", () => ({ modality: "asserted" })),
  attributeCommand("event.planned", "8", () => ({ modality: "planned" })),
  attributeCommand("event.hypothetical", "9", () => ({ modality: "hypothetical" })),
  attributeCommand("event.reported", "0", () => ({ modality: "reported" })),
  chooseRole,
  walkCommand("argument.next", ["Tab"], 1),
  walkCommand("argument.previous", ["Shift+Tab"], -1),
  assign,
  cancel,
];
