import { SegmentedControl, TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconCloudPause, IconSearch } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useStore } from "zustand";
import { nameOf, useWords } from "#shared/i18n/index.ts";
import { hourMinute } from "#shared/ui/clock.ts";
import { useInAddress } from "../address.ts";
import { type Edits, useEdits } from "../edits.ts";
import { plain, presence } from "../outlets.ts";
import { useHubNow, useMenu } from "../queries.ts";
import type { OfficeItem, OfficeMenu, OutletRow } from "../types.ts";
import { Fault } from "./Fault.tsx";
import css from "./Menu.module.css";
import { PriceCell } from "./PriceCell.tsx";
import { Skeleton } from "./Skeleton.tsx";
import { Undo, type UndoOffer } from "./Undo.tsx";

/** What an outlet sells: prices and 86, changed where they stand. */
export function Menu({ outlet }: { outlet: OutletRow }) {
  const { t, lang } = useWords();
  const menu = useMenu(outlet.id);
  const edits = useEdits(outlet.id);
  const [words, setWords] = useInAddress("q");
  const [only, setOnly] = useInAddress("show", "all");
  const [offer, setOffer] = useState<UndoOffer | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useHotkeys([["/", () => field.current?.focus()]]);

  const toggle = (item: OfficeItem) => {
    const soldOut = !item.sold_out;
    void edits.soldOut(item.id, soldOut);
    const key = soldOut ? "office.menu.sold_out.done" : "office.menu.back.done";
    setOffer({
      key: `${item.id}-${Date.now()}`,
      words: t(key, { name: nameOf(item, lang) }),
      undo: () => void edits.soldOut(item.id, !soldOut),
    });
  };
  const sections = menu.data ? byCategory(menu.data, words, only === "sold_out") : [];
  return (
    <>
      <Offline outlet={outlet} />
      <div className={css.filters}>
        <TextInput
          ref={field}
          type="search"
          aria-label={t("office.menu.search")}
          placeholder={t("office.menu.search")}
          leftSection={<IconSearch size={20} aria-hidden />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <SegmentedControl
          size="lg"
          value={only === "sold_out" ? only : "all"}
          onChange={setOnly}
          data={["all", "sold_out"].map((value) => ({
            value,
            label: t(`office.menu.show.${value}`),
          }))}
        />
      </div>
      {menu.error && !menu.data ? (
        <Fault fault={menu.error} again={() => void menu.refetch()} />
      ) : null}
      {menu.isPending ? <Skeleton rows={8} /> : null}
      {menu.data && sections.length === 0 ? (
        <p className={css.none}>
          {menu.data.items.length === 0 ? t("office.menu.none") : t("office.menu.no_match")}
        </p>
      ) : null}
      {sections.map((section) => (
        <section key={section.id} className={css.section}>
          <h2>
            <i style={{ background: section.colour }} />{" "}
            {section.name ? nameOf(section.name, lang) : t("office.menu.other")}
          </h2>
          <ul>
            {section.items.map((item) => (
              <ItemRow key={item.id} item={item} edits={edits} toggle={() => toggle(item)} />
            ))}
          </ul>
        </section>
      ))}
      <Undo offer={offer} done={() => setOffer(null)} />
    </>
  );
}

/** Changes are kept by the hub; a box that is away takes them when it is back. */
function Offline({ outlet }: { outlet: OutletRow }) {
  const { t } = useWords();
  const now = useHubNow();
  if (presence(outlet, now) === "online") return null;
  const seen = outlet.box?.last_seen_ms ?? null;
  const zone = outlet.zone;
  return (
    <p className={css.offline} role="status">
      <IconCloudPause aria-hidden />
      {seen === null
        ? t("office.menu.box_never")
        : t("office.menu.box_offline", { time: hourMinute(seen, zone) })}
    </p>
  );
}

interface RowProps {
  item: OfficeItem;
  edits: Edits;
  toggle: () => void;
}

function ItemRow({ item, edits, toggle }: RowProps) {
  const { t, lang } = useWords();
  const refusal = useStore(edits.state, (state) => state.refusals.get(item.id));
  const name = nameOf(item, lang);
  const second = lang === "en" ? item.name_id : item.name_en;
  return (
    <li className={css.item} data-sold-out={item.sold_out} data-off={!item.active}>
      <div className={css.name}>
        <b>{name}</b>
        <small>
          {second === name ? "" : second}
          {item.active ? "" : ` · ${t("office.menu.inactive")}`}
        </small>
      </div>
      {item.variants.length === 0 ? (
        <PriceCell item={item} variant={null} edits={edits} />
      ) : (
        <ul className={css.variants}>
          {item.variants.map((variant) => (
            <li key={variant.id}>
              <span>{nameOf(variant, lang)}</span>
              <PriceCell item={item} variant={variant} edits={edits} />
            </li>
          ))}
        </ul>
      )}
      <button
        type="button"
        role="switch"
        className={css.switch}
        aria-checked={item.sold_out}
        aria-label={t("office.menu.sold_out.switch", { name })}
        onClick={toggle}
      >
        <i />
        <span>{t(item.sold_out ? "office.menu.sold_out" : "office.menu.for_sale")}</span>
      </button>
      {refusal ? (
        <div className={css.refusal}>
          <Fault fault={refusal} />
        </div>
      ) : null}
    </li>
  );
}

interface Section {
  id: string;
  name: { name_id: string; name_en: string } | null;
  colour: string;
  items: OfficeItem[];
}

/** The menu in the order of the till, an item without a category last. */
function byCategory(menu: OfficeMenu, words: string, soldOutOnly: boolean): Section[] {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  const fits = (item: OfficeItem) => {
    const text = plain(`${item.name_id} ${item.name_en} ${item.barcode ?? ""} ${item.id}`);
    return (!soldOutOnly || item.sold_out) && wanted.every((word) => text.includes(word));
  };
  const found = menu.items.filter(fits).sort((a, b) => a.sort - b.sort);
  const known = new Set(menu.categories.map((one) => one.id));
  const sections: Section[] = [...menu.categories]
    .sort((a, b) => a.sort - b.sort)
    .map((one) => ({
      id: one.id,
      name: one,
      colour: one.colour,
      items: found.filter((item) => item.category === one.id),
    }));
  const rest = found.filter((item) => !known.has(item.category));
  sections.push({ id: "", name: null, colour: "transparent", items: rest });
  return sections.filter((section) => section.items.length > 0);
}
