/** The bench's document in `@recogito/text-annotator`, and as plain marked-up HTML with content-visibility. */
import "@recogito/text-annotator/text-annotator.css";
import { type TextAnnotation, createTextAnnotator } from "@recogito/text-annotator";
import type { Mark } from "../large";

const article = document.querySelector("#article") as HTMLElement;
const frames = () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

export interface Opened {
  textMs: number;
  labelsMs: number;
  /** Adds a mark; gives the time until it is painted. */
  add(mark: Mark): Promise<number>;
}

function paragraphs(text: string): void {
  for (const part of text.split(/(?<=\n)/)) {
    const paragraph = document.createElement("p");
    paragraph.style.whiteSpace = "pre-wrap";
    paragraph.textContent = part;
    article.append(paragraph);
  }
}

async function timed(work: () => unknown): Promise<number> {
  const begun = performance.now();
  await work();
  await frames();
  return performance.now() - begun;
}

async function openInRecogito(text: string, marks: readonly Mark[]): Promise<Opened> {
  const textMs = await timed(() => paragraphs(text));
  const annotation = ({ start, end, label }: Mark, id: string) =>
    ({ id, bodies: [{ id: `${id}b`, annotation: id, purpose: "tagging", value: label }], target: { annotation: id, selector: [{ quote: text.slice(start, end), start, end }] } }) as unknown as TextAnnotation;
  const annotator = createTextAnnotator(article);
  const labels = await timed(() => annotator.setAnnotations(marks.map((mark, index) => annotation(mark, `a${index}`))));
  let added = 0;
  return { textMs, labelsMs: textMs + labels, add: (mark) => timed(() => annotator.addAnnotation(annotation(mark, `n${(added += 1)}`))) };
}

async function openAsHtml(text: string, marks: readonly Mark[]): Promise<Opened> {
  const rest = [...marks];
  let at = 0;
  const build = () => {
    for (const part of text.split(/(?<=\n)/)) {
      const paragraph = document.createElement("p");
      Object.assign(paragraph.style, { whiteSpace: "pre-wrap", contentVisibility: "auto", containIntrinsicBlockSize: "auto 400px" });
      const end = at + part.length;
      for (; rest[0] && rest[0].start < end; rest.shift()) {
        paragraph.append(text.slice(at, rest[0].start), spanOf(text, rest[0]));
        at = rest[0].end;
      }
      paragraph.append(text.slice(at, end));
      at = end;
      article.append(paragraph);
    }
  };
  const labelsMs = await timed(build);
  const add = (mark: Mark) =>
    timed(() => {
      const paragraph = article.firstElementChild as HTMLElement;
      const node = [...paragraph.childNodes].find((child) => child instanceof Text && child.data.trim().length > 3) as Text;
      const middle = node.splitText(1);
      middle.replaceWith(spanOf(middle.data, { ...mark, start: 0, end: middle.data.length }));
    });
  return { textMs: labelsMs, labelsMs, add };
}

function spanOf(text: string, { start, end, label }: Mark): HTMLElement {
  const span = document.createElement("span");
  span.textContent = text.slice(start, end);
  span.dataset.label = label;
  span.style.background = "#cfe8dd";
  return span;
}

Object.assign(window, { openInRecogito, openAsHtml });
