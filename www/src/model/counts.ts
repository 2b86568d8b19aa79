/** Lists and counts for the side panel. */
import type { Entity, Status } from "../engine/types";
import { groupBy } from "./group";
import { matches } from "./search";

/** Which entities a list shows. */
export interface Filter {
  query: string;
  status: Status | "all";
}

/** Entities of one label. */
export interface Group {
  label: string;
  entities: Entity[];
}

/** How many of the items have each status. */
export function countStatuses(items: readonly { status: Status }[]): Record<Status, number> {
  const counts = { suggested: 0, accepted: 0, rejected: 0 };
  for (const item of items) counts[item.status] += 1;
  return counts;
}

/** The entities that pass the filter, by label in the order of `labels`, each group in document order. `entities` are in that order. */
export function groupEntities(text: string, entities: readonly Entity[], labels: readonly string[], filter: Filter): Group[] {
  const shown = entities
    .filter((entity) => filter.status === "all" || entity.status === filter.status)
    .filter((entity) => filter.query === "" || matches(filter.query, [text.slice(entity.span.start, entity.span.end), entity.label]));
  const groups = groupBy(shown, (entity) => entity.label);
  return labels
    .filter((label) => groups.has(label))
    .map((label) => ({ label, entities: groups.get(label) ?? [] }));
}
