/** The reader's choices, remembered by the browser. */
import { type Language, stringsOf } from "../strings";
import type { Settings, Theme } from "./state";
import type { Store } from "./store";

const KEY = "hashiya.settings";

/** The remembered choices, or those that fit the browser. */
export function loadSettings(): Settings {
  const stored = readStored();
  return { theme: "auto", keys: {}, order: "place", threshold: 0.9, ...stored, language: stored.language ?? preferredLanguage() };
}

/** Remembers the choices; without storage they hold until the page closes. */
function saveSettings(settings: Settings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // A browser that refuses storage still gets a working page.
  }
}

/** Changes what the reader chose, and remembers it. */
export function choose(store: Store, changes: Partial<Settings>): void {
  const settings = { ...store.state.settings, ...changes };
  saveSettings(settings);
  store.update({ settings, strings: stringsOf(settings.language), announcement: "" });
}

function readStored(): Partial<Settings> {
  try {
    return settingsOf(JSON.parse(localStorage.getItem(KEY) ?? "{}"));
  } catch {
    return {};
  }
}

/** The choices in what was stored or is in a backup: only those that have their form. */
export function settingsOf(value: unknown): Partial<Settings> {
  if (typeof value !== "object" || value === null) return {};
  const { language, theme, keys, order, threshold } = value as Record<string, unknown>;
  return {
    ...(isLanguage(language) ? { language } : {}),
    ...(isTheme(theme) ? { theme } : {}),
    ...(isKeys(keys) ? { keys } : {}),
    ...(order === "place" || order === "doubt" ? { order } : {}),
    ...(typeof threshold === "number" && threshold >= 0 && threshold <= 1 ? { threshold } : {}),
  };
}

function preferredLanguage(): Language {
  return navigator.language.toLowerCase().startsWith("ar") ? "ar" : "en";
}

function isLanguage(value: unknown): value is Language {
  return value === "ar" || value === "en";
}

function isKeys(value: unknown): value is Settings["keys"] {
  const isKey = (key: unknown) => typeof key === "string";
  return typeof value === "object" && value !== null && Object.values(value).every((keys) => Array.isArray(keys) && keys.every(isKey));
}

function isTheme(value: unknown): value is Theme {
  return value === "auto" || value === "light" || value === "dark";
}
