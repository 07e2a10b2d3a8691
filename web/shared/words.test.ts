import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

// Vitest's root is the workspace.
const here = process.cwd();
const places = ["shared", "pos", "kds", "office"];
type Catalogue = Record<string, string>;

function catalogue(place: string, lang: string): Catalogue | null {
  try {
    return JSON.parse(readFileSync(path.join(here, place, "i18n", `${lang}.json`), "utf8"));
  } catch {
    return null;
  }
}

function sources(place: string): string[] {
  try {
    return readdirSync(path.join(here, place), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
      .map((file) => readFileSync(path.join(here, place, file), "utf8"));
  } catch {
    return [];
  }
}

const facts = (sentence: string) => new Set(sentence.match(/\{\{\s*\w+\s*\}\}/g) ?? []);
const bare = (key: string) => key.replace(/_(one|other)$/, "");

test.each(places)("%s says everything in both languages, with the same facts", (place) => {
  const id = catalogue(place, "id");
  const en = catalogue(place, "en");
  if (!id || !en) return expect(id).toBe(en);
  const keys = (words: Catalogue) => [...new Set(Object.keys(words).map(bare))].sort();
  expect(keys(id)).toEqual(keys(en));
  const spoken = (words: Catalogue, key: string) =>
    facts(words[key] ?? words[`${key}_other`] ?? "");
  for (const key of keys(id)) {
    expect(spoken(id, key), `${place}: ${key}`).toEqual(spoken(en, key));
  }
});

test.each(places)("every sentence %s asks for exists", (place) => {
  const known = new Set(
    Object.keys({ ...catalogue("shared", "en"), ...catalogue(place, "en") }).map(bare),
  );
  const asked = sources(place).flatMap((text) =>
    [...text.matchAll(/\b(?:t|say)\(\s*"([^"]+)"/g)].map((found) => found[1] ?? ""),
  );
  expect(asked.filter((key) => !known.has(key))).toEqual([]);
});
