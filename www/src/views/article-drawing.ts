/** What is drawn over the article: which spans are painted, where the label tags stand, the selection's edges, the links. */
import type { ArticleSurface, Box } from "../dom/article-surface";
import type { Mark } from "../dom/highlights";
import { DEEPEST_LAYER, colorClass, highlightName } from "../dom/label-styles";
import { textWidth } from "../dom/text-width";
import { currentCandidate } from "../store/roles";
import type { DocumentView, EventMention, Schema, Span, Status } from "../engine/types";
import { type Annotation, type Target, entityIndex, eventIndex, ofEntity, ofEvent, piecesOfEntity } from "../model/annotations";
import { layersOf } from "../model/layers";
import { equal, overlaps } from "../model/spans";
import { type Anchor, headPath, linkPath, nearerMargin } from "../model/links";
import { type SeenRelation, relationsOf } from "../model/relations";
import { type PlacedTag, type WantedTag, placeTags } from "../model/tags";
import { labelName, relationName, roleName } from "../store/messages";
import { type State, selectedSpan } from "../store/state";

/** One label tag before it has its place. */
export interface Tag {
  /** What stays the same while the tag moves. */
  key: string;
  target: Target | null;
  text: string;
  color: string;
  status: Status;
  /** Tags of roles and of the selected annotation stand out. */
  strong: boolean;
  /** Which end of the links stands here: of the selected event's, or of the selected entity's. */
  end: "hub" | "far" | null;
}

/** Everything that is drawn at one moment. */
export interface Drawing {
  marks: Mark[];
  tags: (PlacedTag<Tag> & { top: number })[];
  selection: Box[];
  candidate: Box[];
  /** Edges that can be dragged: at the selection's logical start and end. */
  handles: { edge: "start" | "end"; x: number; top: number; bottom: number }[];
  /** The selected event's links and their heads, in its colour, and the boxes of what they lead to. */
  links: { paths: string[]; heads: string[]; color: string };
  fillers: Box[];
}

export const EMPTY_DRAWING: Drawing = { marks: [], tags: [], selection: [], candidate: [], handles: [], links: { paths: [], heads: [], color: "" }, fillers: [] };

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
  const selectionBoxes = selectedPieces(state, view, selection).filter((piece) => overlaps(piece, window)).flatMap((piece) => linesOf(surface.boxes(clip(piece, window))));
  const tags = tagsOf(state, schema, surface, shown, sheetWidth);
  return {
    marks: marksOf(view, schema, window),
    tags,
    selection: selectionBoxes,
    candidate: candidate ? linesOf(surface.boxes(clip(candidate.span, window))) : [],
    handles: selection && state.pointing ? handlesOf(selectionBoxes, surface.directionAt(selection.start)) : [],
    links: linksOf(state, schema, surface, tags),
    fillers: fillersOf(state, surface, window),
  };
}

/** The selected words; of a selected entity with words between its pieces, the pieces. */
function selectedPieces(state: State, view: DocumentView, selection: Span | null): readonly Span[] {
  const entity = state.selected?.kind === "entity" ? view.entities.find(({ id }) => id === state.selected?.id) : undefined;
  if (entity && selection && equal(entity.span, selection)) return piecesOfEntity(entity);
  return selection ? [selection] : [];
}

function annotationsIn(view: DocumentView, window: Span): Annotation[] {
  return [...entityIndex(view).overlapping(window).map(ofEntity), ...eventIndex(view).overlapping(window).map(ofEvent)];
}

function marksOf(view: DocumentView, schema: Schema, window: Span): Mark[] {
  const entities = entityIndex(view).overlapping(window);
  const layers = layersOf(entities, (entity) => entity.span, DEEPEST_LAYER);
  const marks = entities.flatMap((entity) => {
    const layer = layers.get(entity) ?? 0;
    const name = highlightName(colorClass(schema, "entity", entity.label), entity.status, layer);
    return piecesOfEntity(entity).filter((piece) => overlaps(piece, window)).map((piece) => ({ name, span: clip(piece, window), priority: layer }));
  });
  const triggers = eventIndex(view).overlapping(window).map((event) => ({
    name: highlightName(colorClass(schema, "event", event.label), event.status, 0), span: clip(event.trigger, window), priority: DEEPEST_LAYER + 1,
  }));
  return [...marks, ...triggers];
}

function tagsOf(state: State, schema: Schema, surface: ArticleSurface, shown: readonly Annotation[], sheetWidth: number): Drawing["tags"] {
  const wanted = new Map<"rtl" | "ltr", WantedTag<Tag & { top: number }>[]>([["rtl", []], ["ltr", []]]);
  const event = selectedEvent(state);
  const far = [...roleTags(state, schema, event), ...relationTags(state, schema)];
  for (const { tag, span } of [...shown.flatMap((each) => annotationTag(state, schema, event, each)), ...far]) {
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
  const isLinked = event?.arguments.some((argument) => argument.entity === target.id) ?? false;
  if (target.kind === "entity" && (isLinked || related(state).some(({ other }) => other.id === target.id))) return [];
  const strong = state.selected?.kind === target.kind && state.selected.id === target.id;
  const isHub = target.kind === "event" ? target.id === event?.id : strong;
  const end = isHub ? "hub" : null;
  return [{ tag: { key: `${target.kind} ${target.id}`, target, text: labelName(state, target.kind, label), color: colorClass(schema, target.kind, label), status, strong, end }, span }];
}

/** The selected event's roles stand where the entities' types stood. */
function roleTags(state: State, schema: Schema, event: EventMention | undefined): { tag: Tag; span: Span }[] {
  if (!event) return [];
  const color = colorClass(schema, "event", event.label);
  return event.arguments.map((argument, index) => ({
    tag: { key: `argument ${index}`, target: argument.entity ? { kind: "entity", id: argument.entity } : null, text: roleName(state, argument.role), color, status: "accepted", strong: true, end: "far" },
    span: argument.span,
  }));
}

/** The selected entity's relations stand where the types of the entities at their other ends stood. */
function relationTags(state: State, schema: Schema): { tag: Tag; span: Span }[] {
  return related(state).map(({ relation, other }) => ({
    tag: { key: `relation ${relation.id}`, target: { kind: "entity", id: other.id }, text: relationName(state, relation.label), color: colorClass(schema, "relation", relation.label), status: relation.status, strong: state.relation === null || state.relation === relation.id, end: "far" },
    span: other.span,
  }));
}

/** The relations that are shown: those of the selected entity, while no event's roles are filled. */
function related({ view, selected, arguing }: State): SeenRelation[] {
  return view && selected?.kind === "entity" && !arguing && view.relations.length > 0 ? relationsOf(view, selected.id) : [];
}

function selectedEvent(state: State) {
  return state.selected?.kind === "event" || state.arguing
    ? state.view?.events.find((event) => event.id === (state.arguing?.event ?? state.selected?.id))
    : undefined;
}

/** Links from the tag of the selected event's trigger, or of the selected entity, to the tags of what it is linked with. */
function linksOf(state: State, schema: Schema, surface: ArticleSurface, tags: Drawing["tags"]): Drawing["links"] {
  const hub = hubOf(state, schema);
  if (!hub) return { paths: [], heads: [], color: "" };
  const from = anchorOf(tags.find(({ item }) => item.end === "hub")) ?? anchorInText(surface, hub.span);
  const ends = tags.filter(({ item }) => item.end === "far");
  const margin = from && nearerMargin(from.x, surface.textEdges, surface.width);
  const paths = from && margin !== undefined ? ends.flatMap((tag) => linkPath(from, anchorOf(tag) as Anchor, margin)) : [];
  return { paths, heads: headsOf(state, ends, from), color: hub.color };
}

/** Arguments have their heads, and so have the entities that relations lead to; one that leads to the selected entity has its head there. */
function headsOf(state: State, ends: Drawing["tags"], from: Anchor | undefined): string[] {
  const inward = new Set(related(state).filter(({ outward }) => !outward).map(({ relation }) => `relation ${relation.id}`));
  return ends.map((tag) => headPath(inward.has(tag.item.key) && from ? from : (anchorOf(tag) as Anchor)));
}

/** Where the links begin, and their colour. */
function hubOf(state: State, schema: Schema): { span: Span; color: string } | undefined {
  const event = selectedEvent(state);
  if (event) return { span: event.trigger, color: colorClass(schema, "event", event.label) };
  const entity = related(state).length > 0 ? state.view?.entities.find(({ id }) => id === state.selected?.id) : undefined;
  return entity && { span: entity.span, color: colorClass(schema, "entity", entity.label) };
}

function anchorOf(tag: Drawing["tags"][number] | undefined): Anchor | undefined {
  return tag && { x: tag.left + tag.width / 2, top: tag.top };
}

/** Where the tag of a trigger would stand that is scrolled away: its links still lead there. */
function anchorInText(surface: ArticleSurface, trigger: Span): Anchor | undefined {
  const [box] = surface.boxes(trigger);
  return box && { x: (box.left + box.right) / 2, top: box.top - TAG_HEIGHT };
}

/** The boxes of the selected event's arguments. */
function fillersOf(state: State, surface: ArticleSurface, window: Span): Box[] {
  const spans = selectedEvent(state)?.arguments.map((argument) => clip(argument.span, window)) ?? [];
  return spans.filter((span) => span.end > span.start).flatMap((span) => linesOf(surface.boxes(span)));
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
