/** A large document for the browser bench: our own articles repeated, with spans over it at even distances. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ARTICLE = fileURLToPath(new URL("../../data/sample/article.txt", import.meta.url));
const WORDS_IN_PARAGRAPH = 80;
const LABELS = ["PERS", "ORG", "GPE", "OCC", "DATE", "CARDINAL"];

/** A span with its label. Units: UTF-16, which are code points too in this text. */
export interface Mark {
  start: number;
  end: number;
  label: string;
}

export interface LargeDocument {
  text: string;
  marks: Mark[];
  /** The same as a data set of one document. */
  file: string;
}

/** A document of so many words and spans; each span holds one word, and no word has a sign beside it. */
export function largeDocument(nWords: number, nMarks: number): LargeDocument {
  const words = readFileSync(ARTICLE, "utf8").split(/\s+/).filter((word) => /^\p{Script=Arabic}+$/u.test(word));
  const step = Math.floor(nWords / nMarks);
  let text = "";
  const marks: Mark[] = [];
  for (let n = 0; n < nWords; n += 1) {
    const start = text.length;
    text += words[n % words.length];
    if (n % step === 0 && marks.length < nMarks) marks.push({ start, end: text.length, label: LABELS[marks.length % LABELS.length] as string });
    text += (n + 1) % WORDS_IN_PARAGRAPH === 0 ? "\n" : " ";
  }
  const entities = marks.map(({ start, end, label }, index) => ({
    id: `e${index + 1}`, label, start, end, text: text.slice(start, end), core: { start, end }, origin: "model", source: "bench", score: 0.5, status: "suggested",
  }));
  return { text, marks, file: `${JSON.stringify({ id: "large", text, entities })}\n` };
}
