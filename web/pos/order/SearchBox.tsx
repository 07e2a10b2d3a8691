import { VisuallyHidden } from "@mantine/core";
import { IconSearch, IconX } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useWords } from "#shared/i18n/index.ts";
import css from "./SearchBox.module.css";

interface Props {
  words: string;
  onWords: (words: string) => void;
  /** How many items match, or null when nothing is sought. */
  found: number | null;
  onEnter: () => void;
  onDown: () => void;
}

/** Search as you type. `/` comes here from anywhere, Enter takes the top hit, Escape empties it. */
export function SearchBox({ words, onWords, found, onEnter, onDown }: Props) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => {
      const typing =
        event.target instanceof Element && event.target.matches("input,textarea,select");
      if (event.key !== "/" || typing || document.querySelector("[role=dialog]")) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Enter") onEnter();
    else if (event.key === "ArrowDown") onDown();
    else if (event.key === "Escape") {
      onWords("");
      input.current?.blur();
    } else return;
    event.preventDefault();
  };
  return (
    <search className={css.box}>
      <IconSearch className={css.glass} size={20} aria-hidden />
      <input
        ref={input}
        type="search"
        inputMode="search"
        enterKeyHint="done"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        aria-label={t("pos.search")}
        aria-keyshortcuts="/"
        placeholder={t("pos.search.hint")}
        value={words}
        onChange={(event) => onWords(event.target.value)}
        onKeyDown={keys}
      />
      {words ? (
        <button type="button" aria-label={t("pos.search.clear")} onClick={() => onWords("")}>
          <IconX size={20} aria-hidden />
        </button>
      ) : (
        <kbd className={css.key} aria-hidden>
          /
        </kbd>
      )}
      <VisuallyHidden role="status">
        {found === null ? "" : t("pos.search.found", { count: found })}
      </VisuallyHidden>
    </search>
  );
}
