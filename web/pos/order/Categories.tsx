import { nameOf, useWords } from "#shared/i18n/index.ts";
import type { Category } from "#shared/types.ts";
import css from "./Categories.module.css";

interface Props {
  categories: Category[];
  /** Null is all of them; undefined is none, while searching. */
  chosen: string | null | undefined;
  choose: (id: string | null) => void;
}

/** The kinds of things on the menu, in one row that scrolls sideways. */
export function Categories({ categories, chosen, choose }: Props) {
  const { t, lang } = useWords();
  return (
    <nav className={css.row} aria-label={t("pos.categories")}>
      <button type="button" aria-pressed={chosen === null} onClick={() => choose(null)}>
        {t("pos.category.all")}
      </button>
      {categories.map((category) => (
        <button
          key={category.id}
          type="button"
          aria-pressed={chosen === category.id}
          onClick={() => choose(category.id)}
        >
          <i style={{ background: category.colour }} />
          {nameOf(category, lang)}
        </button>
      ))}
    </nav>
  );
}
