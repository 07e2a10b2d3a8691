import { Loader } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { useWords } from "#shared/i18n/index.ts";
import { CheckBar } from "../check/CheckBar.tsx";
import { CheckPanel } from "../check/CheckPanel.tsx";
import { desk } from "../desk.ts";
import { useMenu, useWide } from "../hooks.ts";
import { till } from "../till.ts";
import { Categories } from "./Categories.tsx";
import { ChooseSheet } from "./ChooseSheet.tsx";
import { ItemGrid } from "./ItemGrid.tsx";
import { ItemSheet } from "./ItemSheet.tsx";
import css from "./OrderPad.module.css";
import { SearchBox } from "./SearchBox.tsx";
import { openSheet, scanned, sheet, tapItem } from "./sell.ts";
import { listenForScans } from "./wedge.ts";

/** The menu on one side, the check on the other; on a phone the check is a bar at the foot. */
export function OrderPad() {
  const { t } = useWords();
  const wide = useWide();
  const menu = useMenu();
  const index = useStore(till, (known) => known.index);
  const [category, setCategory] = useState<string | null>(null);
  const [words, setWords] = useState("");
  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => listenForScans(({ code }) => scanned(code)), []);
  // Whoever comes back here has given up moving the check.
  useEffect(() => desk.setState({ moving: null }), []);

  if (!menu) {
    return (
      <div className={css.waiting} role="status">
        <Loader aria-hidden /> {t("app.loading")}
      </div>
    );
  }
  const searching = words.trim() !== "";
  const found = searching ? index.find(words) : null;
  const items =
    found ?? (category ? menu.items.filter((item) => item.category === category) : menu.items);
  return (
    <div className={css.pad}>
      <section className={css.menu} aria-label={t("pos.items")}>
        <div className={css.tools}>
          <SearchBox
            words={words}
            onWords={setWords}
            found={found?.length ?? null}
            onEnter={() => {
              const top = found?.[0];
              if (!top) return;
              tapItem(top);
              setWords("");
            }}
            onDown={() => grid.current?.querySelector("button")?.focus()}
          />
        </div>
        <Categories
          categories={menu.categories}
          chosen={searching ? undefined : category}
          choose={(id) => {
            setWords("");
            setCategory(id);
          }}
        />
        <ItemGrid
          ref={grid}
          items={items}
          scope={searching ? "search" : (category ?? "all")}
          empty={searching ? t("pos.search.none", { words }) : t("pos.items.empty")}
        />
      </section>
      {wide ? <CheckPanel /> : <CheckBar />}
      <Sheets />
    </div>
  );
}

function Sheets() {
  const open = useStore(sheet, (state) => state.sheet);
  const item = useStore(till, (known) => (open ? known.index.byId.get(open.itemId) : undefined));
  const close = () => openSheet(null);
  if (!open || !item) return null;
  if (open.kind === "choose") return <ChooseSheet key={item.id} item={item} onClose={close} />;
  return <ItemSheet item={item} onClose={close} />;
}
