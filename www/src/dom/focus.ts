/** Where the keyboard focus is. */

/** The part of the page that has the focus, as far as keys care. */
export type FocusPlace = "article" | "work" | "field" | "page";

/** Fields in which keys write, and undo has its own meaning. */
const TEXT_FIELDS = "textarea, input:not([type=checkbox], [type=range], [type=file])";

/** Finds the part of the page that an event came from. A dialog counts as a field: it has its own keys. */
export function placeOf(event: Event): FocusPlace {
  const element = event.target instanceof Element ? event.target : null;
  if (!element) return "page";
  if (element.closest("dialog, [role=menu], [data-keys=own]") || element.matches(TEXT_FIELDS)) return "field";
  if (element.matches("input, select")) return "page";
  // Tools with keys of their own stand nearer than the list or the article that they are in.
  if (element.closest("[data-keys]")?.getAttribute("data-keys") === "page") return "page";
  if (element.closest("[data-keys=article]")) return "article";
  if (element.closest("[data-keys=work]")) return "work";
  return "page";
}
