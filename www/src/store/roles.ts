/** The roles being filled: which event, who may fill the role, who is shown now. */
import type { Entity, EventMention } from "../engine/types";
import { candidatesFor } from "../model/candidates";
import { eventType } from "./messages";
import type { State } from "./state";

/** The event whose roles are being filled. */
export function arguedEvent(state: State): EventMention | undefined {
  return state.view?.events.find((event) => event.id === state.arguing?.event);
}

/** The entities that may fill the chosen role, nearest first. */
export function candidates(state: State): Entity[] {
  const event = arguedEvent(state);
  const role = event && eventType(state, event.label)?.roles.find((each) => each.id === state.arguing?.role);
  return state.view && event && role ? candidatesFor(state.view, event, role) : [];
}

/** The candidate that Enter would take. */
export function currentCandidate(state: State): Entity | undefined {
  const index = state.arguing?.candidate ?? -1;
  return index < 0 ? undefined : candidates(state)[index];
}
