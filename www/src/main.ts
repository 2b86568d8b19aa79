/** The composition root: makes the engine, the store and the page, and ties them together. */
import "./styles/index.css";
import { Adjudicator } from "./adjudication/adjudicator";
import sample from "../../data/sample/article.txt?raw";
import type { Context } from "./commands/command";
import { type Intent, answer, waitsForTurn } from "./commands/intents";
import { Keymap } from "./commands/keymap";
import { Turns } from "./commands/turns";
import type { Lines } from "./dom/article-surface";
import { answerHost, chosenByHost, isEmbedded } from "./embed/host";
import { Engine } from "./engine/client";
import { Updates } from "./offline/updates";
import { AdjudicationLog } from "./storage/adjudication-log";
import { WorkLog } from "./storage/work-log";
import { Session } from "./store/session";
import { loadSettings } from "./store/settings";
import { initialState } from "./store/state";
import { Store } from "./store/store";
import { stringsOf } from "./strings";
import type { AppView } from "./views/app-view";
import "./views/app-view";
import { INTENT } from "./views/view";

/** The lines while no article is on screen. */
const NO_LINES: Lines = {
  beside: () => null,
  lineOf: (span) => span,
  directionAt: () => "rtl",
  reveal: () => undefined,
  focus: () => undefined,
};

function start(app: AppView): void {
  const settings = { ...loadSettings(), ...chosenByHost() };
  const store = new Store(initialState(settings, stringsOf(settings.language)));
  const work = new WorkLog();
  const engine = new Engine();
  const session = new Session(store, engine, work);
  const context: Context = {
    store,
    session,
    adjudicator: new Adjudicator(store, engine, session, new AdjudicationLog()),
    updates: new Updates(store),
    get lines() {
      return app.lines ?? NO_LINES;
    },
  };
  // For tests and styles. Not `aria-busy`: screen readers would keep back what is announced meanwhile.
  const turns = new Turns((busy) => app.toggleAttribute("data-busy", busy));
  const keymap = new Keymap(context, turns);
  store.subscribe((state) => {
    app.state = state;
  });
  app.addEventListener(INTENT, (event) => {
    const intent = (event as CustomEvent<Intent>).detail;
    const report = (error: unknown) => session.report(error, (strings) => strings.errors.command);
    if (waitsForTurn(intent)) turns.take(() => answer(context, intent), report);
    else answer(context, intent).catch(report);
  });
  document.addEventListener("keydown", (event) => {
    if (!/^(Control|Shift|Alt|Meta)$/.test(event.key)) work.note("keys", event.timeStamp);
    keymap.handle(event);
  });
  document.addEventListener("pointerdown", (event) => work.note("clicks", event.timeStamp), { capture: true });
  window.addEventListener("beforeunload", (event) => {
    // What is not stored is only in this page.
    if (store.state.save === "failed") event.preventDefault();
  });
  const lookAgain = () => {
    if (document.visibilityState === "visible") void session.lookAgain();
  };
  document.addEventListener("visibilitychange", lookAgain);
  window.addEventListener("focus", lookAgain);
  app.state = store.state;
  // What the first article needs comes first.
  answerHost(store, session);
  void session.start(isEmbedded ? null : sample).finally(() => context.updates.start());
}

const app = document.querySelector<AppView>("hashiya-app");
if (app) start(app);
