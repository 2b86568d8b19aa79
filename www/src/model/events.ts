/** Events sorted, filtered and put on a timeline. */
import type { Argument, DocumentView, EventMention, EventType, Status } from "../engine/types";
import { groupBy } from "./group";

/** Which events are listed, and how. */
export interface EventFilter {
  /** Ids of event types; none means all. */
  types: readonly string[];
  status: Status | "all";
  form: "cards" | "timeline";
}

export const ALL_EVENTS: EventFilter = { types: [], status: "all", form: "cards" };

/** The events that pass the filter, in the order of their triggers. */
export function filterEvents(events: readonly EventMention[], { types, status }: EventFilter): EventMention[] {
  return events
    .filter((event) => types.length === 0 || types.includes(event.label))
    .filter((event) => status === "all" || event.status === status)
    .sort((a, b) => a.trigger.start - b.trigger.start);
}

/** How many events each type has, the most frequent first. */
export function countTypes(events: readonly { label: string }[]): { label: string; count: number }[] {
  const counts = [...groupBy(events, (event) => event.label)].map(([label, group]) => ({ label, count: group.length }));
  return counts.sort((a, b) => b.count - a.count);
}

/** An argument with its place in the event's list, which commands name it by. */
export interface PlacedArgument {
  argument: Argument;
  index: number;
}

/** A role with what fills it. */
export interface FilledRole {
  role: string;
  fillers: PlacedArgument[];
}

/**
 * The roles of an event in reading order, as its type lists them; roles that the type lacks come last.
 * `all` gives the empty ones too.
 */
export function rolesInOrder(event: EventMention, type: EventType | undefined, all: boolean): FilledRole[] {
  const placed = event.arguments.map((argument, index) => ({ argument, index }));
  const filled = groupBy(placed, ({ argument }) => argument.role);
  const own = type?.roles.map((role) => role.id) ?? [];
  const foreign = [...filled.keys()].filter((role) => !own.includes(role));
  return [...own, ...foreign].map((role) => ({ role, fillers: filled.get(role) ?? [] })).filter(({ fillers }) => all || fillers.length > 0);
}

/** A day, a month, a year, or a week of ISO 8601, with the events that took place then. */
export interface TimelineEntry {
  /** The date as TIMEX3 writes it, cut to its day: `2016-12-09`, `2016-12`, `2016`. */
  date: string;
  events: EventMention[];
}

/** Events by date, the earliest first, and those of which no argument says a date. */
export interface Timeline {
  entries: TimelineEntry[];
  undated: EventMention[];
}

const DATE = /^\d{4}(?:-(?:W\d{2}|\d{2}(?:-\d{2})?))?(?=T|$)/;

/** The date of an event: the fullest of the dates among its arguments. */
export function dateOf(view: DocumentView, event: EventMention): string | undefined {
  const dates = event.arguments.flatMap(({ entity }) => {
    const value = entity === null ? null : view.entities.find((each) => each.id === entity)?.value;
    const date = value?.kind === "time" ? DATE.exec(value.timex)?.[0] : undefined;
    return date ? [date] : [];
  });
  return dates.sort((a, b) => b.length - a.length)[0];
}

/** Puts events on a timeline. A month or a year stands before the days in it. */
export function timeline(view: DocumentView, events: readonly EventMention[]): Timeline {
  const byDate = groupBy(events, (event) => dateOf(view, event));
  const undated = byDate.get(undefined) ?? [];
  const entries = [...byDate].flatMap(([date, group]) => (date === undefined ? [] : [{ date, events: group }]));
  return { entries: entries.sort((a, b) => (beginning(a.date) < beginning(b.date) ? -1 : 1)), undated };
}

/** The first day of a date, in a form that sorts. */
function beginning(date: string): string {
  const week = /^(\d{4})-W(\d{2})$/.exec(date);
  if (!week) return date;
  const january4 = Date.UTC(Number(week[1]), 0, 4);
  const monday = january4 - ((new Date(january4).getUTCDay() + 6) % 7) * 86_400_000;
  return new Date(monday + (Number(week[2]) - 1) * 7 * 86_400_000).toISOString().slice(0, 10);
}
