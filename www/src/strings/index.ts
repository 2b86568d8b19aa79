/** The interface's languages. */
import { ar } from "./ar";
import { en, type Strings } from "./en";
import { isolated } from "./isolated";

export type { Strings } from "./en";
export { isolated, withoutStretches } from "./isolated";

/** A language of the interface. */
export type Language = "ar" | "en";

/** A code of an error for which there is a message. */
export type ErrorCode = keyof Strings["errors"]["codes"];

const LANGUAGES: Record<Language, Strings> = { ar, en };

/** The strings of a language. */
export function stringsOf(language: Language): Strings {
  return LANGUAGES[language];
}

/** The direction in which a language is written. */
export function writtenIn(language: Language): "rtl" | "ltr" {
  return language === "ar" ? "rtl" : "ltr";
}

/** The message for an error code of the engine; a general one for a code that is not known. */
export function errorMessage(strings: Strings, code: string): string {
  return code in strings.errors.codes ? strings.errors.codes[code as ErrorCode] : strings.errors.codes.unknown;
}

/** Texts in a row, parted by the comma of the language. */
export function listed(strings: Strings, texts: readonly string[]): string {
  return texts.join(strings.languageName === "English" ? ", " : "، ");
}

/** A detail's value: a text keeps its own direction beside the interface's words. */
function shown(value: string | number): string {
  return typeof value === "string" ? isolated(value) : String(value);
}

/** An error's details as one line such as "line 3, column 7"; empty without details. Its code is no detail. */
export function errorPlace(strings: Strings, details: Record<string, string | number>): string {
  const names = strings.errors.details as Record<string, string>;
  const parts = Object.entries(details).filter(([key]) => key !== "code").map(([key, value]) => `${names[key] ?? key} ${shown(value)}`);
  return parts.length > 0 ? strings.errors.where(listed(strings, parts)) : "";
}

/** Made once: a formatter is dear, and a list has hundreds of percentages. */
const PERCENT: Record<Language, Intl.NumberFormat> = {
  ar: new Intl.NumberFormat("ar-u-nu-latn", { style: "percent" }),
  en: new Intl.NumberFormat("en-u-nu-latn", { style: "percent" }),
};

/** A share of one as a percentage: "87%". */
export function percent(share: number, language: Language): string {
  return PERCENT[language].format(share);
}
