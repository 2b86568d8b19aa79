// Generated from the Rust types by `UPDATE_EXPECT=1 cargo test typescript`; do not edit.
// Spans are UTF-16 code units, start inclusive, end exclusive, in logical order.

export type Span = {
/** First UTF-16 code unit. */
start: number,
/** One past the last UTF-16 code unit. */
end: number, };
export type Origin = "model" | "rule" | "person" | "import";
export type Status = "suggested" | "accepted" | "rejected";
export type Value = { "kind": "number",
/** The number. */
number: number, } | { "kind": "ordinal",
/** The rank, from 1. */
rank: number, } | { "kind": "percent",
/** The number before the sign. */
number: number, } | { "kind": "time",
/** The TIMEX3 value. */
timex: string, } | { "kind": "money",
/** The number of units. */
amount: number,
/** The ISO 4217 code, where the currency is certain. */
currency: string | null, } | { "kind": "quantity",
/** The number of units. */
number: number,
/** The unit as UCUM writes it: `km`, `t`. */
unit: string | null, } | { "kind": "place",
/** The ISO 3166-1 alpha-2 code of its country, where there is one. */
country: string | null,
/** The kind of place: `country`, `city`, `region` … */
place: string, };
export type Entity = {
/** Unique among the entities of its document: `e12`. */
id: string,
/** The id of an entity type of the schema: `GPE`. */
label: string,
/** The marked text by the guidelines, proclitics inside: «وبحلب». */
span: Span,
/** The same without proclitics: «حلب». */
core: Span,
/** The pieces of a mark that other words interrupt, in order and apart: «رئيسا» and «روسيا» in «رئيسا فرنسا
 * وروسيا». `span` goes from the first to the last. Empty for a mark in one piece. */
parts: Span[],
/** What it stands for, where a rule could tell. */
value: Value | null,
/** The id of the chain of mentions that it belongs to. */
chain: string | null,
/** What is said of it in the label set's own attributes. */
attributes: { [key in string]: string },
/** Who made it. */
origin: Origin,
/** The rule, model or annotator, as `lexicon:places` or `person`. */
source: string,
/** How sure, from 0 to 1; none for a person's mark. */
score: number | null,
/** What a person has said of it. */
status: Status, };
export type Polarity = "positive" | "negative";
export type Modality = "asserted" | "planned" | "hypothetical" | "reported";
export type Argument = {
/** A role of the event's type: `Victim`. */
role: string,
/** The filler: «26 عنصراً من قوات النظام السوري». */
span: Span,
/** The id of the entity that fills the role, where one does so alone. */
entity: string | null, };
export type EventMention = {
/** Unique among the events of its document: `v3`. */
id: string,
/** The id of an event type of the schema: `Ceasefire`. */
label: string,
/** The shortest span that names the event: «وقف إطلاق النار». */
trigger: Span,
/** The fillers of its roles; a role may stand several times. */
arguments: Array<Argument>,
/** Whether it took place. */
polarity: Polarity,
/** How the text vouches for it. */
modality: Modality,
/** The id of the event of saying that reports it: that of «أعلن» in «أعلن وقف العمليات». */
reported_by: string | null,
/** What is said of it in the label set's own attributes. */
attributes: { [key in string]: string },
/** Who made it. */
origin: Origin,
/** The rule, model or annotator, as `lexicon:places` or `person`. */
source: string,
/** How sure, from 0 to 1; none for a person's mark. */
score: number | null,
/** What a person has said of it. */
status: Status, };
export type Relation = {
/** Unique among the relations of its document: `r2`. */
id: string,
/** The id of a relation type of the schema: `WorksFor`. */
label: string,
/** The id of the entity that the relation goes out from: that of «لافروف». */
from: string,
/** The id of the entity that it leads to: that of «روسيا». */
to: string,
/** Who made it. */
origin: Origin,
/** The rule, model or annotator, as `lexicon:places` or `person`. */
source: string,
/** How sure, from 0 to 1; none for a person's mark. */
score: number | null,
/** What a person has said of it. */
status: Status, };
export type ParagraphKind = "headline" | "heading" | "byline" | "body" | "boilerplate";
export type Paragraph = {
/** Where it stands. */
span: Span,
/** What it is for. */
kind: ParagraphKind,
/** Place, date and agency at its start: «القاهرة (رويترز)». */
dateline: Span | null, };
export type Meta = {
/** Its title; for a new text its headline. */
title: string | null,
/** The day it appeared, ISO 8601: `2016-12-09`. */
date: string | null,
/** Where it appeared, or the name of its file. */
source: string | null,
/** BCP 47 tag of its language. */
language: string | null, };
export type DocumentStatus = "new" | "in_progress" | "done" | "flagged";
export type Chain = {
/** Unique among the chains of its document: `c1`. */
id: string,
/** The fullest mention, or a name that a person gave. */
name: string, };
export type Bilingual = {
/** Arabic. */
ar: string,
/** English. */
en: string, };
export type EntityType = {
/** What labels say: `GPE`. */
id: string,
/** What the interface shows: «كيان سياسي». */
label: Bilingual,
/** What belongs to it, shown while labelling. */
definition: Bilingual,
/** `#rrggbb`. */
color: string,
/** The key that labels with it: one lower-case Latin letter or a digit; empty for a type that has none. */
key: string,
/** Its name in other schemes, by id of the scheme. */
mappings: { [key in string]: string }, };
export type RoleSpec = {
/** What arguments say: `Victim`. */
id: string,
/** Ids of the entity types that fit, best first; none means that any does. */
fillers: Array<string>,
/** Its name in other schemes, by id of the scheme: the Agent of Destroy is the Attacker of ACE and the actor of
 * PLOVER. A schema of one's own may leave it out. */
mappings: { [key in string]: string }, };
export type EventType = {
/** What labels say: `Ceasefire`. */
id: string,
/** What the interface shows: «وقف إطلاق نار». */
label: Bilingual,
/** What belongs to it. */
definition: Bilingual,
/** Id of its group. */
group: string,
/** `#rrggbb`. */
color: string,
/** Its name in other schemes, by id of the scheme. */
mappings: { [key in string]: string },
/** Its roles, in reading order. */
roles: Array<RoleSpec>, };
export type Named = {
/** The id. */
id: string,
/** The name. */
label: Bilingual, };
export type RelationType = {
/** What labels say: `WorksFor`. */
id: string,
/** What the interface shows: «يعمل لدى». */
label: Bilingual,
/** What belongs to it. */
definition: Bilingual,
/** `#rrggbb`. */
color: string,
/** Its name in other schemes, by id of the scheme. */
mappings: { [key in string]: string },
/** Ids of the entity types that it goes out from; none means any. */
from: Array<string>,
/** Ids of the entity types that it leads to; none means any. */
to: Array<string>, };
export type MarkKind = "entity" | "event";
export type AttributeSpec = {
/** What marks say: `certainty`. */
id: string,
/** What the interface shows: «درجة اليقين». */
label: Bilingual,
/** What it means, shown while labelling. */
definition: Bilingual,
/** What it is said of. */
of: MarkKind,
/** The ids of the types that have it; none means all of them. */
types: Array<string>,
/** What can be said, in the order of menus; none means any text. */
values: Array<Named>, };
export type Schema = {
/** What it is for. */
name: Bilingual,
/** Counts its revisions. */
version: number,
/** Entity types, in the order of menus. */
entities: Array<EntityType>,
/** Event types, in the order of menus. */
events: Array<EventType>,
/** Groups of event types. */
groups: Array<Named>,
/** Names of all roles. */
roles: Array<Named>,
/** Types of relations, in the order of menus. A schema of one's own may leave them out. */
relations: Array<RelationType>,
/** Attributes of marks, in the order of menus. A schema may leave them out. */
attributes: Array<AttributeSpec>, };
export type Filler = { "entity": string } | { "span": Span };
export type LabelMapping = {
/** Of entity types. */
entities: { [key in string]: string },
/** Of event types. */
events: { [key in string]: string },
/** Of roles: `Kill/Place` for the role of one event type, by its old id, and `Place` for that of all others. */
roles: { [key in string]: string },
/** Of relation types. */
relations: { [key in string]: string },
/** Of attributes. */
attributes: { [key in string]: string },
/** Of values of attributes: `certainty/low`, by the old id of the attribute. */
values: { [key in string]: string }, };
export type Command = { "type": "entity.add", label: string, span: Span, } | { "type": "entity.label-all", label: string, spans: Span[], ids: Array<string>, } | { "type": "entity.remove", ids: Array<string>, } | { "type": "entity.relabel", id: string, label: string, } | { "type": "entity.resize", id: string, span: Span, } | { "type": "entity.add-part", id: string, span: Span, } | { "type": "entity.status", ids: Array<string>, status: Status, } | { "type": "mark.status", entities: Array<string>, events: Array<string>, status: Status, } | { "type": "event.add", label: string, trigger: Span, } | { "type": "event.remove", ids: Array<string>, } | { "type": "event.retype", id: string, label: string, } | { "type": "event.resize", id: string, trigger: Span, } | { "type": "event.status", ids: Array<string>, status: Status, } | { "type": "event.attributes", id: string, polarity: Polarity, modality: Modality, } | { "type": "mark.attribute", id: string, attribute: string, value: string | null, } | { "type": "argument.add", event: string, role: string, filler: Filler, } | { "type": "argument.remove", event: string, index: number, } | { "type": "argument.retarget", event: string, index: number, filler: Filler, } | { "type": "argument.role", event: string, index: number, role: string, } | { "type": "argument.copy", from: string, to: string, } | { "type": "relation.add", label: string, from: string, to: string, } | { "type": "relation.remove", ids: Array<string>, } | { "type": "relation.relabel", id: string, label: string, reversed: boolean, } | { "type": "relation.status", ids: Array<string>, status: Status, } | { "type": "chain.join", ids: Array<string>, } | { "type": "chain.leave", ids: Array<string>, } | { "type": "chain.rename", id: string, name: string, } | { "type": "schema.map" } & LabelMapping | { "type": "document.status", status: DocumentStatus, } | { "type": "document.notes", notes: string, } | { "type": "document.labels", labels: Array<string>, };
export type Likeness = "exact" | "without_proclitics" | "normalized";
export type Words = { "span": Span } | { "text": string };
export type HitMark = {
/** Its id. */
id: string,
/** Its type. */
label: string,
/** What a person has said of it; a rejected one is remembered. */
status: Status, };
export type Hit = {
/** The document's id. */
document: string,
/** Where it stands. */
span: Span,
/** What stands before it on its line. */
before: string,
/** Its text. */
text: string,
/** What stands behind it on its line. */
after: string,
/** The entities on these words, with or without proclitics. */
marks: Array<HitMark>, };
export type LabelCount = {
/** Entities or events. */
kind: MarkKind,
/** The type. */
label: string,
/** Nobody has decided on them. */
suggested: number,
/** Suggestions that a person accepted as they were. */
accepted: number,
/** Suggestions that a person rejected. */
rejected: number,
/** Made or corrected by a person. */
by_person: number, };
export type Statistics = {
/** By type; only types that occur. */
labels: Array<LabelCount>,
/** Suggestions that a person changed: another type, other bounds, other roles. */
n_corrected: number,
/** Suggestions that a person deleted. */
n_removed: number,
/** Marks that a person made. */
n_added: number, };
export type History = {
/** Id of the command that undo would take back: `entity.relabel`. */
undo: string | null,
/** Id of the command that redo would do again. */
redo: string | null, };
export type DocumentView = { id: string, text: string, meta: Meta, paragraphs: Array<Paragraph>, sentences: Span[],
/** Start and end of each token, one after another: a hundred thousand objects would take a page too long. */
tokens: Array<number>,
/** Start and end of each clitic, in the same form. */
clitics: Array<number>, entities: Array<Entity>, events: Array<EventMention>, relations: Array<Relation>, chains: Array<Chain>, labels: Array<string>, status: DocumentStatus, notes: string, history: History, };
export type DocumentSummary = {
/** Its id. */
id: string,
/** Its title, or else the beginning of its text. */
title: string,
/** How far a person has come with it. */
status: DocumentStatus,
/** Its labels as a whole. */
labels: Array<string>,
/** Whether somebody wrote something beside it. */
has_notes: boolean,
/** Number of tokens. */
n_words: number,
/** Entities that are not rejected. */
n_entities: number,
/** Events that are not rejected. */
n_events: number,
/** Entities and events that nobody has accepted or rejected. */
n_suggested: number,
/** Entities and events that a person has accepted, made or rejected. */
n_decided: number,
/** Mean doubt of its suggestions, 1 less their score, from 0 to 1; none without a suggestion. */
doubt: number | null,
/** The types of its entities and events that are not rejected, each once. */
types: Array<string>, };
export type Change = {
/** Entities that are new or different. */
entities: Array<Entity>,
/** Ids of entities that are gone. */
removed_entities: Array<string>,
/** Events that are new or different. */
events: Array<EventMention>,
/** Ids of events that are gone. */
removed_events: Array<string>,
/** Relations that are new or different. */
relations: Array<Relation>,
/** Ids of relations that are gone. */
removed_relations: Array<string>,
/** The chains of mentions, where they changed. */
chains: Array<Chain> | null,
/** The labels of the document as a whole. */
labels: Array<string>,
/** How far a person has come with the document. */
status: DocumentStatus,
/** What a person wrote beside it. */
notes: string,
/** The document's line in the list. */
summary: DocumentSummary,
/** What undo and redo would act on now. */
history: History,
/** Opaque: what storage must keep, in order, so that `restore` gives the step back. */
journal: string, };
export type FormatUses = {
/** What offsets count. */
offset_unit: boolean,
/** The scheme of tag columns. */
tag_scheme: boolean, };
export type DataFormat = {
/** `label-studio`. */
id: string,
/** `Label Studio`. */
name: string,
/** The ending of its files. */
ending: string,
/** Whether it can be written. */
written: boolean,
/** Whether it can be read. */
read: boolean,
/** Whether each document has files of its own. */
apart: boolean,
/** The options that it heeds. */
uses: FormatUses, };
export type OffsetUnit = "code_point" | "utf16" | "byte";
export type Clitics = "inside" | "outside";
export type Marks = "confirmed" | "suggested";
export type TagScheme = "iob2" | "bioes";
export type Split = {
/** For training. */
train: number,
/** For development. */
dev: number,
/** For the test; the rest to 100, if the three do not reach it, goes to training. */
test: number,
/** What is drawn with. */
seed: number, };
export type ExportOptions = {
/** What offsets count, where the format leaves it open. */
offset_unit: OffsetUnit,
/** Where entities begin. */
clitics: Clitics,
/** Which marks are written. */
marks: Marks,
/** The scheme of tag columns. */
tag_scheme: TagScheme,
/** Whether documents are parted for training, development and test. */
split: Split | null,
/** Whether each document has a file of its own, also where the format could hold them all in one. */
file_per_document: boolean, };
export type LossKind = "overlapping_entity" | "overlapping_trigger" | "twin" | "pieces" | "mark_without_word" | "event" | "argument" | "free_argument" | "far_argument" | "trigger_words" | "attributes" | "own_attributes" | "report" | "rejected" | "status" | "provenance" | "core" | "value" | "chain" | "chain_names" | "relation" | "relation_end" | "far_relation" | "ids" | "white_space" | "outer_space" | "carriage_return" | "angle_bracket" | "control_character" | "names" | "paragraphs" | "sentences" | "tokens" | "clitics" | "metadata" | "labels" | "document_status" | "notes" | "decisions";
export type LossExample = {
/** The document's id. */
document: string,
/** The mark's id; none where the document itself loses something. */
mark: string | null,
/** The text of the mark. */
text: string, };
export type Loss = {
/** How often. */
count: number,
/** The first few. */
examples: Array<LossExample>, };
export type ExportLoss = {
/** What kind. */
kind: LossKind,
/** In words, in English. */
reason: string,
/** How often, and where first. */
loss: Loss, };
export type LabelUse = {
/** As the file has it. */
label: string,
/** How many marks have it. */
count: number,
/** Whether it is a role or a relation, of links between marks. */
is_role: boolean,
/** The type or role of the schema that it is, or that it may be; none where nothing fits. */
name: string | null,
/** Whether the schema has the label itself. */
is_known: boolean, };
export type Preview = {
/** How many documents. */
documents: number,
/** Their labels, in the order of the alphabet. */
labels: Array<LabelUse>, };
export type ImportPreview = {
/** Id of their format. */
format: string,
/** How many documents. */
documents: number,
/** Their labels, in the order of the alphabet. */
labels: Array<LabelUse>, };
export type DifferenceKind = "entity" | "event" | "argument" | "attributes" | "relation";
export type EventName = {
/** Its type. */
label: string,
/** Its trigger. */
trigger: Span, };
export type EntityName = {
/** Its type. */
label: string,
/** Where it stands. */
span: Span, };
export type RelationName = {
/** Its type: `WorksFor`. */
label: string,
/** The entity that it goes out from: «لافروف». */
from: EntityName,
/** The entity that it leads to: «روسيا». */
to: EntityName, };
export type Reading = {
/** Whose it is; nobody's where the adjudicator marked anew. */
annotators: Array<string>,
/** Their entities: «وزارة الدفاع الروسية» of one, «وزارة الدفاع» of another. */
entities: Array<Entity>,
/** Their events. Where only polarity or modality is in question, the event without its arguments. */
events: Array<EventMention>,
/** Their fillers of roles. */
arguments: Array<Argument>,
/** Their relations between entities. */
relations: Array<RelationName>, };
export type Confusion = {
/** The category of the first annotator. */
first: string,
/** The category of the second. */
second: string,
/** How many words. */
count: number, };
export type TypeFigures = {
/** Twice the marks in common through all marks. */
f1: number,
/** Of the first annotator. */
first: number,
/** Of the second. */
second: number,
/** On which both agree. */
both: number, };
export type Figures = {
/** F1 over all types. */
f1: number,
/** By type. */
types: { [key in string]: TypeFigures }, };
export type LayerAgreement = {
/** The share of words with the same category. */
observed: number | null,
/** Cohen's kappa of the words, the mean over pairs of annotators. */
kappa: number | null,
/** Krippendorff's alpha of the words. */
alpha: number | null,
/** Krippendorff's alpha for unitising, in code points. */
unitised_alpha: number | null,
/** The same of each type. */
unitised_alpha_by_type: { [key in string]: number },
/** F1 and counts of marks with the same type and span, summed over pairs. */
exact: Figures,
/** The same where the spans share a character. */
overlap: Figures,
/** How many words the first of two annotators put into one category and the second into another. */
confusion: Array<Confusion>, };
export type Agreement = {
/** How many there are. */
annotators: number,
/** How many documents they have in common. */
documents: number,
/** How many words these have. */
words: number,
/** Entities; rejected ones are none. The category of a word is that of the outermost entity over it. */
entities: LayerAgreement,
/** Triggers of events. */
triggers: LayerAgreement,
/** F1 of arguments with the same type of event, role and span. */
arguments_f1: number,
/** F1 and counts of relations with the same type between entities in the same places, summed over pairs. */
relations: Figures, };
export type Choice = { "type": "reading",
/** Its number, from 0. */
index: number, } | { "type": "all" } | { "type": "nothing" } | { "type": "own",
/** An entity type, an event type, a role of the event in question, or a type of relation. */
label: string,
/** The marked words; the trigger of an event; the entity in question that a relation goes out from. */
span: Span, };
export type ComparedDocument = {
/** Its id. */
id: string,
/** Its title, where it has one. */
title: string | null, };
export type Difference = {
/** The number of its document. */
document: number,
/** What they differ in. */
kind: DifferenceKind,
/** The event, where only a part of it is in question. */
event: EventName | null,
/** From the first marked character to the last. */
span: Span,
/** What they say. */
readings: Array<Reading>,
/** The sentence, or the sentences. */
context: Span,
/** Its text. */
text: string,
/** Start and end of each of its tokens, one after another. */
tokens: Array<number>, };
export type Adjudication = {
/** The names of the annotators. */
annotators: Array<string>,
/** The documents that all of them have. */
documents: Array<ComparedDocument>,
/** How many entities and events all of them have. */
n_agreed: number,
/** Where they differ, document by document, in the order of the text. */
differences: Array<Difference>,
/** How well they agree. */
agreement: Agreement, };
export type ChosenView = {
/** The number of the difference. */
index: number,
/** What is chosen; none where it is open again. */
choice: Choice | null, };
export type ChoicesView = {
/** The differences that it touched. */
changed: Array<ChosenView>,
/** Whether there is a step to take back. */
undo: boolean,
/** Whether there is a step to do again. */
redo: boolean, };
export type DataFile = { name: string, bytes: Uint8Array };
export type Exported = { files: DataFile[], losses: ExportLoss[] };
