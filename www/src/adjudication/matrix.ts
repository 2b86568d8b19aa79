/** How often annotators take one type for another, as a matrix. */
import type { Confusion } from "../engine/types";

/** The category of words outside every mark, as the engine calls it. */
export const OUTSIDE = "O";

/** Counts by row and column. */
export interface Matrix {
  labels: string[];
  counts: number[][];
  /** The most words in one cell, those outside every mark of both left aside. */
  most: number;
}

/** The counts with their labels in the order of `order`, words outside every mark last. */
export function matrixOf(confusion: readonly Confusion[], order: readonly string[]): Matrix {
  const used = new Set(confusion.flatMap(({ first, second }) => [first, second]));
  const place = (label: string) => (label === OUTSIDE ? order.length + 1 : (order.indexOf(label) + 1 || order.length + 1) - 1);
  const labels = [...used].sort((a, b) => place(a) - place(b));
  const counts = labels.map(() => labels.map(() => 0));
  let most = 1;
  for (const { first, second, count } of confusion) {
    const row = counts[labels.indexOf(first)];
    if (row) row[labels.indexOf(second)] = count;
    if (first !== OUTSIDE || second !== OUTSIDE) most = Math.max(most, count);
  }
  return { labels, counts, most };
}
