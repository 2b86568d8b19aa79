/** Under which name the browser keeps the work. A page that another one embeds may have a project of its own, so that the two do not mix. */
const own = new URLSearchParams(globalThis.location?.search ?? "").get("project");

/** The name of the database, and what tabs know each other by. */
export const PROJECT = own ? `hashiya ${own}` : "hashiya";
