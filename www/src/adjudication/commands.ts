/** The command that begins an adjudication, or goes on with it. */
import type { PageCommand } from "../commands/command";

export const adjudicationCommands: readonly PageCommand[] = [
  {
    id: "project.adjudicate", group: "page", scope: "page", modes: ["text", "annotation", "relation", "arguments"], keys: ["Ctrl+Alt+a"],
    when: (state) => state.phase === "ready",
    run: ({ adjudicator }) => adjudicator.open(),
  },
];
