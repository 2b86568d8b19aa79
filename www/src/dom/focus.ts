/** Where the keyboard focus is. */

/** The part of the page that has the focus, as far as keys care. */
export type FocusPlace = "article" | "work" | "field" | "page";

/** Finds the part of the page that an event came from. A dialog counts as a field: it has its own keys. */
export function placeOf(event: Event): FocusPlace {
  const element = event.target instanceof Element ? event.target : null;
  if (!element) return "page";
  if (element.closest("input, textarea, select, dialog, [role=menu], [data-keys=own]")) return "field";
  if (element.closest("[data-keys=article]")) return "article";
  if (element.closest("[data-keys=work]")) return "work";
  return "page";
}
