/** The direction of a paragraph. */

const STRONG_RTL = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;
const STRONG = /[\p{L}]/u;

/** The direction of the first strong letter; right to left where there is none. */
export function directionOf(text: string): "rtl" | "ltr" {
  const first = STRONG.exec(text);
  return !first || STRONG_RTL.test(first[0]) ? "rtl" : "ltr";
}
