/** Search that forgives spelling: marks, hamza seats, alef maqsura, ta marbuta, tatweel, case. */

const FOLDED: Record<string, string> = { "\u0623": "\u0627", "\u0625": "\u0627", "\u0622": "\u0627", "\u0671": "\u0627", "\u0649": "\u064a", "\u06cc": "\u064a", "\u0629": "\u0647", "\u06a9": "\u0643", "\u0624": "\u0648", "\u0626": "\u064a" };

/** The form of a text under which two spellings of a word are equal. */
export function fold(text: string): string {
  return text
    .replace(/[\u0622-\u0626\u0629\u0649\u0671\u06a9\u06cc]/g, (letter) => FOLDED[letter] ?? letter)
    .normalize("NFKD")
    .replace(/[\p{M}\u0640]/gu, "")
    .toLowerCase();
}

/** Whether any of the texts holds all words of the query. An empty query fits everything. */
export function matches(query: string, texts: readonly string[]): boolean {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const folded = texts.map(fold);
  return words.every((word) => folded.some((text) => text.includes(word)));
}
