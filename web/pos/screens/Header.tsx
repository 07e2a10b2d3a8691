import { IconHistory, IconLayoutGrid, IconToolsKitchen2 } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useEffect } from "react";
import { useHashLocation } from "wouter/use-hash-location";
import { useWords } from "#shared/i18n/index.ts";
import { go, type Place } from "../go.ts";
import { useMenu } from "../hooks.ts";
import css from "./Header.module.css";
import { StaffMenu } from "./StaffMenu.tsx";

const PLACES: { place: Place; words: string; key: string; icon: ReactNode }[] = [
  { place: "/", words: "pos.nav.order", key: "F2", icon: <IconToolsKitchen2 aria-hidden /> },
  { place: "/tables", words: "pos.nav.tables", key: "F3", icon: <IconLayoutGrid aria-hidden /> },
  { place: "/closed", words: "pos.nav.closed", key: "F4", icon: <IconHistory aria-hidden /> },
];

export function Header() {
  const { t } = useWords();
  const menu = useMenu();
  const [at] = useHashLocation();
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const found = PLACES.find((place) => place.key === event.key);
      if (!found || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      go(found.place);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  const here = (place: Place) =>
    place === "/" ? at === "/" || at === "/pay" : at.startsWith(place);
  return (
    <header className={css.header} data-paying={at === "/pay" || undefined}>
      <h1 className={css.outlet}>{menu?.outlet.name ?? "Tilo"}</h1>
      <nav className={css.nav}>
        {PLACES.map(({ place, words, key, icon }) => (
          <button
            key={place}
            type="button"
            aria-current={here(place) ? "page" : undefined}
            aria-keyshortcuts={key}
            title={`${t(words)} (${key})`}
            onClick={() => go(place)}
          >
            {icon}
            <span>{t(words)}</span>
          </button>
        ))}
      </nav>
      <StaffMenu />
    </header>
  );
}
