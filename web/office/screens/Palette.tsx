import { Modal, useMantineColorScheme } from "@mantine/core";
import {
  IconBuildingStore,
  IconChartBar,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconReceipt,
  IconToolsKitchen2,
} from "@tabler/icons-react";
import { type ComponentType, type KeyboardEvent, useMemo, useState } from "react";
import { useLocation } from "wouter";
import { setLanguage, useWords } from "#shared/i18n/index.ts";
import { plain } from "../outlets.ts";
import { useParts } from "../parts.ts";
import { useOutlets } from "../queries.ts";
import css from "./Palette.module.css";

interface Entry {
  key: string;
  name: string;
  where: string;
  icon: ComponentType<{ size?: number }>;
  go: () => void;
}

const SHOWN_AT_MOST = 12;

/** Everything within a few letters' reach. */
export function Palette({ close }: { close: () => void }) {
  const { t } = useWords();
  const entries = useEntries();
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const found = useMemo(() => matching(entries, words), [entries, words]);

  const run = (entry: Entry | undefined) => {
    if (!entry) return;
    close();
    entry.go();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setAt((at + 1) % Math.max(1, found.length));
    else if (event.key === "ArrowUp") setAt((at - 1 + found.length) % Math.max(1, found.length));
    else if (event.key === "Enter") run(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal.Root opened onClose={close} centered={false} yOffset="12vh" size="lg">
      <Modal.Overlay />
      <Modal.Content aria-label={t("office.palette.open")}>
        <input
          className={css.input}
          data-autofocus
          role="combobox"
          aria-expanded
          aria-controls="palette"
          aria-activedescendant={found[at] ? `palette-${found[at].key}` : undefined}
          aria-label={t("office.palette.open")}
          placeholder={t("office.palette.hint")}
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={keys}
        />
        <div id="palette" role="listbox" aria-label={t("office.palette.open")} className={css.list}>
          {found.map((entry, place) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above moves and chooses
            <div
              key={entry.key}
              id={`palette-${entry.key}`}
              role="option"
              tabIndex={-1}
              aria-selected={place === at}
              onPointerMove={() => setAt(place)}
              onClick={() => run(entry)}
            >
              <entry.icon size={20} />
              <span>{entry.name}</span>
              <small>{entry.where}</small>
            </div>
          ))}
          {found.length === 0 ? <p>{t("office.palette.none")}</p> : null}
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}

function useEntries(): Entry[] {
  const { t, lang } = useWords();
  const { keeper, client } = useParts();
  const outlets = useOutlets().data;
  const [, go] = useLocation();
  const { toggleColorScheme } = useMantineColorScheme();
  return useMemo(() => {
    const places = (outlets ?? []).flatMap((outlet) => {
      const at = `/outlets/${outlet.id}`;
      const entry = (page: string, icon: Entry["icon"], path: string): Entry => ({
        key: `${outlet.id}-${page}`,
        name: outlet.name,
        where: t(`office.page.${page}`),
        icon,
        go: () => go(path),
      });
      return [
        entry("sales", IconChartBar, at),
        entry("receipts", IconReceipt, `${at}/receipts`),
        entry("menu", IconToolsKitchen2, `${at}/menu`),
      ];
    });
    const act = (key: string, name: string, icon: Entry["icon"], run: () => void): Entry => ({
      key,
      name,
      where: "",
      icon,
      go: run,
    });
    return [
      act("outlets", t("office.outlets"), IconBuildingStore, () => go("/")),
      ...places,
      act("language", t("app.language.other"), IconLanguage, () =>
        setLanguage(lang === "id" ? "en" : "id"),
      ),
      act("scheme", t("office.palette.scheme"), IconMoon, () => toggleColorScheme()),
      act("sign-out", t("office.sign_out"), IconLogout, () => keeper.leave(client)),
    ];
  }, [outlets, t, lang, go, keeper, client, toggleColorScheme]);
}

function matching(entries: Entry[], words: string): Entry[] {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  return entries
    .filter((entry) => {
      const text = plain(`${entry.name} ${entry.where}`);
      return wanted.every((word) => text.includes(word));
    })
    .slice(0, SHOWN_AT_MOST);
}
