import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import { keep, readKept } from "../kept.ts";
import type { Lang } from "../types.ts";
import en from "./en.json";
import id from "./id.json";

export type Catalogue = Record<string, string>;

/** Words both catalogues share come from here; an app adds its own. Keys are flat. */
export function startWords(own: Record<Lang, Catalogue>): void {
  const kept = readKept("language");
  void i18next.use(initReactI18next).init({
    lng: kept === "en" ? "en" : "id",
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
    resources: {
      id: { translation: { ...id, ...own.id } },
      en: { translation: { ...en, ...own.en } },
    },
  });
  document.documentElement.lang = i18next.language;
}

export function language(): Lang {
  return i18next.language === "en" ? "en" : "id";
}

/** Chosen on this device, and kept. */
export function setLanguage(next: Lang): void {
  keep("language", next);
  document.documentElement.lang = next;
  void i18next.changeLanguage(next);
}

/** Speaks the language of the outlet or of whoever signed in, unless one was chosen on this device. */
export function suggestLanguage(next: Lang): void {
  if (readKept("language") !== null || next === language()) return;
  document.documentElement.lang = next;
  void i18next.changeLanguage(next);
}

export type Words = (key: string, facts?: Record<string, unknown>) => string;

export function useWords(): { t: Words; lang: Lang } {
  const { t, i18n } = useTranslation();
  return { t: t as unknown as Words, lang: i18n.language === "en" ? "en" : "id" };
}

/** A sentence outside React: for what is said after a screen has gone. */
export const say: Words = (key, facts) => i18next.t(key, facts ?? {}) as string;

/** A named thing in the language of the screen. */
export function nameOf(named: { name_id: string; name_en: string }, lang: Lang): string {
  return (lang === "en" ? named.name_en : named.name_id) || named.name_id;
}
