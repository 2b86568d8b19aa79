/** Values of entities in a few letters. Digits are Latin, as in the news text's own dates and numbers. */
import type { Value } from "../engine/types";
import type { Language } from "../strings";

/** The compact form of a value, such as "26", "5.2%", "2016-12-09", "5,000,000 USD" or "Aleppo, SY". */
export function valueText(value: Value, language: Language): string {
  const number = (amount: number) => new Intl.NumberFormat(`${language}-u-nu-latn`, { maximumFractionDigits: 4 }).format(amount);
  switch (value.kind) {
    case "number":
      return number(value.number);
    case "ordinal":
      return `#${number(value.rank)}`;
    case "percent":
      return `${number(value.number)}%`;
    case "time":
      return value.timex;
    case "money":
      return [number(value.amount), value.currency].filter(Boolean).join(" ");
    case "quantity":
      return [number(value.number), value.unit].filter(Boolean).join(" ");
    case "place":
      return value.country ? countryName(value.country, language) : "";
  }
}

/** A date as TIMEX3 writes it in words: "9 December 2016", "December 2016", "2016". Weeks stay as they are. */
export function dateText(date: string, language: Language): string {
  const [year, month, day] = date.split("-").map(Number);
  if (!year || (month !== undefined && !(month >= 1 && month <= 12))) return date;
  const options: Intl.DateTimeFormatOptions = { year: "numeric", timeZone: "UTC" };
  if (month) options.month = "long";
  if (day) options.day = "numeric";
  return new Intl.DateTimeFormat(`${language === "ar" ? "ar" : "en-GB"}-u-nu-latn-ca-gregory`, options).format(Date.UTC(year, (month ?? 1) - 1, day ?? 1));
}

function countryName(code: string, language: Language): string {
  try {
    return new Intl.DisplayNames([language], { type: "region" }).of(code) ?? code;
  } catch {
    // A code that is no region is shown as it is.
    return code;
  }
}

/** A moment, given in milliseconds since 1970, with its minute. */
export function momentOf(time: number, language: Language): string {
  return new Intl.DateTimeFormat(`${language === "ar" ? "ar" : "en-GB"}-u-nu-latn-ca-gregory`, { dateStyle: "medium", timeStyle: "short" }).format(time);
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A number of bytes in the largest unit that it fills. */
export function bytesOf(bytes: number, language: Language): string {
  const power = Math.min(Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)), UNITS.length - 1);
  const options: Intl.NumberFormatOptions = { style: "unit", unit: UNITS[power], unitDisplay: "long", maximumFractionDigits: 1 };
  return new Intl.NumberFormat(`${language}-u-nu-latn`, options).format(bytes / 1000 ** power);
}
