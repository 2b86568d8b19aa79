/** What is drawn over the article: which spans are painted, where the label tags stand, the selection's edges, the arcs. */
import type { ArticleSurface, Box } from "../dom/article-surface";
import type { Mark } from "../dom/highlights";
import { DEEPEST_LAYER, colorClass, highlightName } from "../dom/label-styles";
import { textWidth } from "../dom/text-width";
import { currentCandidate } from "../store/roles";
import type { DocumentView, EventMention, Schema, Span, Status } from "../engine/types";
import { type Annotation, type Target, entityIndex, eventIndex, ofEntity, ofEvent } from "../model/annotations";
import { layersOf } from "../model/layers";
import { equal } from "../model/spans";
import { type PlacedTag, type WantedTag, placeTags } from "../model/tags";
import { labelName, roleName } from "../store/messages";
import { type State, selectedSpan } from "../store/state";

/** One label tag before it has its place. */
export interface Tag {
  target: Target | null;
  text: string;
  color: string;
  status: Status;
  /** Tags of roles and of the selected annotation stand out. */
  strong: boolean;
}

/** The curve from a trigger to one of its arguments. */
export interface Arc {
  path: string;
  color: string;
}

/** Everything that is drawn at one moment. */
export interface Drawing {
  marks: Mark[];
  tags: (PlacedTag<Tag> & { top: number })[];
  selection: Box[];
  candidate: Box[];
  /** Edges that can be dragged: at the selection's logical start and end. */
  handles: { edge: "start" | "end"; x: number; top: number; bottom: number }[];
  arcs: Arc[];
}

export const EMPTY_DRAWING: Drawing = { marks: [], tags: [], selection: [], candidate: [], handles: [], arcs: [] };

/** The height of a label tag in CSS pixels; article.css leaves that much room above a line. */
export const TAG_HEIGHT = 16;
const TAG_FONT = '500 11px "IBM Plex Sans Arabic", sans-serif';
const TAG_PADDING = 10;

/** Draws what lies in `window`, the span of text in or near the viewport. */
export function draw(state: State, surface: ArticleSurface, window: Span, sheetWidth: number): Drawing {
  const { view, schema } = state;
  if (!view || !schema) return EMPTY_DRAWING;
  const shown = annotationsIn(view, window);
  const selection = selectedSpan(state);
  const candidate = currentCandidate(state);
  const selectionBoxes = selection ? linesOf(surface.boxes(clip(selection, window))) : [];
  return {
    marks: marksOf(view, schema, window),
    tags: tagsOf(state, schema, surface, shown, sheetWidth),
    selection: selectionBoxes,
    candidate: candidate ? linesOf(surface.boxes(clip(candidate.span, window))) : [],
    handles: selection && state.pointing ? handlesOf(selectionBoxes, surface.directionAt(selection.start)) : [],
    arcs: arcsOf(state, schema, surface, window),
  };
}

function annotationsIn(view: DocumentView, window: Span): Annotation[] {
  return [...entityIndex(view).overlapping(window).map(ofEntity), ...eventIndex(view).overlapping(window).map(ofEvent)];
}

function marksOf(view: DocumentView, schema: Schema, window: Span): Mark[] {
  const entities = entityIndex(view).overlapping(window);
  const layers = layersOf(entities, (entity) => entity.span, DEEPEST_LAYER);
  const marks = entities.map((entity) => {
    const layer = layers.get(entity) ?? 0;
    return { name: highlightName(colorClass(schema, "entity", entity.label), entity.status, layer), span: clip(entity.span, window), priority: layer };
  });
  const triggers = eventIndex(view).overlapping(window).map((event) => ({
    name: highlightName(colorClass(schema, "event", event.label), event.status, 0), span: clip(event.trigger, window), priority: DEEPEST_LAYER + 1,
  }));
  return [...marks, ...triggers];
}

function tagsOf(state: State, schema: Schema, surface: ArticleSurface, shown: readonly Annotation[], sheetWidth: number): Drawing["tags"] {
  const wanted = new Map<"rtl" | "ltr", WantedTag<Tag & { top: number }>[]>([["rtl", []], ["ltr", []]]);
  const event = selectedEvent(state);
  for (const { tag, span } of [...shown.flatMap((each) => annotationTag(state, schema, event, each)), ...roleTags(state, schema, event)]) {
    const [box] = surface.boxes({ start: span.start, end: Math.min(span.end, span.start + 400) });
    if (!box) continue;
    const width = textWidth(tag.text, TAG_FONT) + TAG_PADDING;
    const top = box.top - TAG_HEIGHT;
    wanted.get(surface.directionAt(span.start))?.push({ item: { ...tag, top }, line: Math.round(top / 4), left: box.left, right: box.right, width });
  }
  const limit = { left: 0, right: sheetWidth };
  return [...wanted].flatMap(([direction, tags]) => placeTags(tags, direction, limit)).map((placed) => ({ ...placed, top: placed.item.top }));
}

/** The tag of an annotation: none for rejected ones, nor for an entity whose place the tag of a role takes. */
function annotationTag(state: State, schema: Schema, event: EventMention | undefined, { target, label, span, status }: Annotation): { tag: Tag; span: Span }[] {
  if (status === "rejected" && state.selected?.id !== target.id) return [];
  const roles = event?.arguments.filter((argument) => argument.entity === target.id) ?? [];
  if (target.kind === "entity" && roles.length > 0) return [];
  const strong = state.selected?.kind === target.kind && state.selected.id === target.id;
  return [{ tag: { target, text: labelName(state, target.kind, label), color: colorClass(schema, target.kind, label), status, strong }, span }];
}

/** The selected event's roles stand where the entities' types stood. */
function roleTags(state: State, schema: Schema, event: EventMention | undefined): { tag: Tag; span: Span }[] {
  if (!event) return [];
  const color = colorClass(schema, "event", event.label);
  return event.arguments.map((argument) => ({
    tag: { target: argument.entity ? { kind: "entity", id: argument.entity } : null, text: roleName(state, argument.role), color, status: "accepted", strong: true },
    span: argument.span,
  }));
}

function selectedEvent(state: State) {
  return state.selected?.kind === "event" || state.arguing
    ? state.view?.events.find((event) => event.id === (state.arguing?.event ?? state.selected?.id))
    : undefined;
}

function arcsOf(state: State, schema: Schema, surface: ArticleSurface, window: Span): Arc[] {
  const event = selectedEvent(state);
  if (!event) return [];
  const [from] = surface.boxes(clip(event.trigger, window));
  if (!from) return [];
  const color = colorClass(schema, "event", event.label);
  return event.arguments.flatMap((argument) => {
    const [to] = surface.boxes(clip(argument.span, window));
    return !to || equal(argument.span, event.trigger) ? [] : [{ path: arcPath(from, to), color }];
  });
}

/** A curve from box to box: over the line where both stand on one, else from edge to edge. */
function arcPath(from: Box, to: Box): string {
  const [x1, x2] = [(from.left + from.right) / 2, (to.left + to.right) / 2];
  const down = to.top - from.top;
  if (Math.abs(down) < 8) {
    const lift = Math.min(22, 8 + Math.abs(x2 - x1) / 20);
    return `M${x1},${from.top - TAG_HEIGHT} C${x1},${from.top - TAG_HEIGHT - lift} ${x2},${from.top - TAG_HEIGHT - lift} ${x2},${to.top - TAG_HEIGHT}`;
  }
  const [y1, y2] = down > 0 ? [from.bottom, to.top - TAG_HEIGHT] : [from.top - TAG_HEIGHT, to.bottom];
  const middle = (y1 + y2) / 2;
  return `M${x1},${y1} C${x1},${middle} ${x2},${middle} ${x2},${y2}`;
}

function clip(span: Span, window: Span): Span {
  return { start: Math.max(span.start, window.start), end: Math.min(span.end, window.end) };
}

/** The boxes of a span joined to one a line. */
function linesOf(boxes: readonly Box[]): Box[] {
  const lines: Box[] = [];
  for (const box of boxes) {
    const last = lines.at(-1);
    if (!last || Math.abs(last.top - box.top) > 4) lines.push({ ...box });
    else {
      last.left = Math.min(last.left, box.left);
      last.right = Math.max(last.right, box.right);
    }
  }
  return lines;
}

function handlesOf(boxes: readonly Box[], direction: "rtl" | "ltr"): Drawing["handles"] {
  const [first, last] = [boxes[0], boxes.at(-1)];
  if (!first || !last) return [];
  const rtl = direction === "rtl";
  return [
    { edge: "start", x: rtl ? first.right : first.left, top: first.top, bottom: first.bottom },
    { edge: "end", x: rtl ? last.left : last.right, top: last.top, bottom: last.bottom },
  ];
}
