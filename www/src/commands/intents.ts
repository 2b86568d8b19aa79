/** What views ask for, and the one place that answers. */
import type { AdjudicationAction } from "../adjudication/model";
import { download, readFile } from "../dom/files";
import type { Command, Filler, LabelMapping, Schema, Span } from "../engine/types";
import { type Target, covering, find } from "../model/annotations";
import type { Finder, FinderAction } from "../model/finder";
import { isBackup } from "../storage/backup";
import { choose } from "../store/settings";
import type { ExportPlan, Notice, Palette, Settings, State } from "../store/state";
import { addEntity, relabelEntity, resize, sayOfMark } from "./annotation-commands";
import type { CommandId, Context, Input } from "./command";
import { addEvent, fillRole, fillerAt, startArguing } from "./event-commands";
import { applyToPlaces, goToHit, search } from "./finder-commands";
import { addRelation, chooseRelation, relabelRelation } from "./relation-commands";
import { placeCursor, selectTarget, wholeTokens } from "./selection";
import { type StorageAction, act, restore } from "./storage-actions";
import { commandOf } from "./table";

/** The parts of the state that views may set themselves. */
export type Presentation = Partial<Pick<State, "dialog" | "panel" | "palette" | "notice" | "arguing" | "pointing" | "relating" | "eventFilter" | "documentFilter" | "finder" | "finding" | "newVersion">>;

/** What a view asks for. */
export type Intent =
  | { type: "run"; id: CommandId; input?: Input }
  | { type: "edit"; command: Command }
  | { type: "search"; finder: Finder; retick: boolean }
  | { type: "change-schema"; schema: Schema; mapping: LabelMapping }
  | { type: "complain"; headline: Notice["headline"]; code: string }
  | { type: "prepare-export"; plan: ExportPlan }
  | { type: "save-export" }
  | { type: "apply-to-places"; action: FinderAction }
  | { type: "go-to-hit"; document: string; span: Span }
  /** Accepts these marks in one step. */
  | { type: "accept-marks"; entities: string[]; events: string[] }
  /** A step of an adjudicator. */
  | { type: "adjudicate"; action: AdjudicationAction }
  /** Something about the storage and backups. */
  | { type: "storage"; action: StorageAction }
  | { type: "settings"; changes: Partial<Settings> }
  | { type: "present"; changes: Presentation }
  | { type: "select"; target: Target }
  /** A click on one character of the article. */
  | { type: "point"; at: Span }
  /** A finished or growing selection by pointer. */
  | { type: "drag"; anchor: Span; head: Span; finished: boolean }
  | { type: "resize"; target: Target; span: Span }
  | { type: "choose-type"; palette: Palette; label: string; reversed: boolean }
  /** Says something of a mark in an attribute; `null` takes away what was said. */
  | { type: "say-of-mark"; id: string; attribute: string; value: string | null }
  | { type: "choose-relation"; id: string }
  | { type: "close-palette" }
  | { type: "argue"; event: string; role: string | null; replace: number | null }
  | { type: "fill"; filler: Filler }
  | { type: "open-text"; text: string }
  | { type: "open-files"; files: readonly File[] }
  | { type: "open-mapped" }
  | { type: "show-document"; id: string }
  | { type: "close-document"; id: string }
  | { type: "take-version" };

/** Whether an intent must wait for those before it: opening a long article may not hold up the rest. */
export function waitsForTurn({ type }: Intent): boolean {
  return type !== "present" && type !== "settings" && type !== "open-text" && type !== "open-files" && type !== "storage";
}

/** Does what a view asks for. */
export async function answer(context: Context, intent: Intent): Promise<void> {
  const { store, session, lines } = context;
  switch (intent.type) {
    case "run":
      return runCommand(context, intent.id, intent.input ?? {});
    case "edit":
      await session.dispatch(intent.command);
      return;
    case "take-version":
      return context.updates.take();
    case "prepare-export":
      return session.exports.prepare(intent.plan);
    case "save-export":
      return saveExport(context);
    case "change-schema":
      if (await session.changeSchema(intent.schema, intent.mapping)) store.update({ dialog: null });
      return;
    case "complain":
      return store.update({ notice: { headline: intent.headline, code: intent.code, details: {}, rescue: null } });
    case "search":
      return search(context, intent.finder, intent.retick);
    case "apply-to-places":
      return applyToPlaces(context, intent.action);
    case "go-to-hit":
      return goToHit(context, intent.document, intent.span);
    case "accept-marks":
      store.update({ dialog: null });
      await session.dispatch({ type: "mark.status", entities: intent.entities, events: intent.events, status: "accepted" });
      return;
    case "adjudicate":
      return context.adjudicator.act(intent.action);
    case "storage":
      return act(context, intent.action);
    case "settings":
      return choose(store, intent.changes);
    case "present":
      return store.update(intent.changes);
    case "select":
      return show(context, intent.target);
    case "point":
      return point(context, intent.at);
    case "drag":
      return drag(context, intent.anchor, intent.head, intent.finished);
    case "resize":
      return resizeTarget(context, intent.target, intent.span);
    case "choose-type":
      return chooseType(context, intent.palette, intent.label, intent.reversed);
    case "say-of-mark":
      return sayOfMark(context, intent);
    case "choose-relation":
      return chooseRelation(store, intent.id);
    case "close-palette":
      store.update({ palette: null });
      return lines.focus();
    case "argue":
      startArguing(store, intent.event, intent.role, intent.replace);
      return lines.focus();
    case "fill":
      await fillRole(context, intent.filler);
      return lines.focus();
    default:
      return answerDocuments(context, intent);
  }
}

/** Offers the files of an export, which the reader has seen the losses of. */
function saveExport({ store }: Context): void {
  const { dialog } = store.state;
  if (dialog?.kind !== "export" || !dialog.exported) return;
  for (const { name, bytes } of dialog.exported.files) download(name, bytes, "application/octet-stream");
  store.update({ dialog: null });
}

type DocumentIntent = Extract<Intent, { type: "open-text" | "open-files" | "open-mapped" | "show-document" | "close-document" }>;

async function answerDocuments(context: Context, intent: DocumentIntent): Promise<void> {
  const { store, session } = context;
  switch (intent.type) {
    case "open-text":
      if (await session.openText(intent.text)) store.update({ dialog: null });
      return;
    case "open-files": {
      const files = await Promise.all(intent.files.map(async (file) => ({ name: file.name, bytes: await readFile(file) })));
      const backup = files.find(({ name, bytes }) => isBackup(name, bytes));
      if (backup) return restore(context, backup.bytes);
      if (await session.openFiles(files)) store.update({ dialog: null });
      return;
    }
    case "open-mapped": {
      const { dialog } = store.state;
      if (dialog?.kind === "mapping" && (await session.openMapped(dialog.files, dialog.preview.format, dialog.names))) store.update({ dialog: null });
      return;
    }
    case "show-document":
      return session.show(intent.id);
    case "close-document":
      store.update({ dialog: null });
      return session.close(intent.id);
  }
}

async function runCommand(context: Context, id: CommandId, input: Input): Promise<void> {
  const command = commandOf(id);
  if (command.when(context.store.state, input)) await command.run(context, input);
}

/** Selects from a list: the article scrolls there and the focus stays where it is. */
function show({ store, lines }: Context, target: Target): void {
  const annotation = selectTarget(store, target, false);
  store.update({ arguing: null });
  if (annotation) lines.reveal(annotation.span);
}

/** A click selects what lies there, the smallest first; another click on the same place the next one around it. */
function point(context: Context, at: Span): Promise<void> | void {
  const { store } = context;
  const { view, arguing, selected } = store.state;
  if (!view) return;
  const word = wholeTokens(store.state, at);
  if (arguing?.role) return fillRole(context, fillerAt(store.state, word));
  store.update({ arguing: null });
  const all = covering(view, at);
  const current = all.findIndex((each) => each.target.kind === selected?.kind && each.target.id === selected.id);
  const next = all[(current + 1) % all.length];
  if (next) selectTarget(store, next.target, true);
  else placeCursor(store, word, word, true);
}

function drag(context: Context, anchor: Span, head: Span, finished: boolean): Promise<void> | void {
  const { store } = context;
  placeCursor(store, anchor, head, finished);
  if (!finished) return;
  const span = { start: Math.min(anchor.start, head.start), end: Math.max(anchor.end, head.end) };
  if (store.state.arguing?.role) return fillRole(context, fillerAt(store.state, span));
  store.update({ arguing: null });
}

async function resizeTarget(context: Context, target: Target, span: Span): Promise<void> {
  const { view } = context.store.state;
  const annotation = view && find(view, target);
  if (annotation) await resize(context, annotation, span);
}

async function chooseType(context: Context, palette: Palette, label: string, reversed: boolean): Promise<void> {
  const { store, session, lines } = context;
  store.update({ palette: null });
  lines.focus();
  switch (palette.purpose) {
    case "entity.add":
      return addEntity(context, label, palette.span);
    case "entity.relabel":
      return relabelEntity(context, palette.id, label);
    case "event.add":
      return addEvent(context, label, palette.span);
    case "event.retype":
      await session.dispatch({ type: "event.retype", id: palette.id, label });
      return;
    case "relation.add":
      return addRelation(context, palette, label, reversed);
    case "relation.relabel":
      return relabelRelation(context, palette.id, label, reversed);
  }
}
