import { Button } from "@mantine/core";
import { IconBottle, IconCheck, IconSoup, IconToolsKitchen2 } from "@tabler/icons-react";
import { useState } from "react";
import { useWords } from "#shared/i18n/index.ts";
import type { Station } from "#shared/types.ts";
import css from "./Stations.module.css";

interface Props {
  stations: Station[];
  chosen: readonly string[];
  start: (stations: string[]) => void;
}

const ICONS = { kitchen: IconSoup, bar: IconBottle, pass: IconToolsKitchen2 } as const;

/** Which places of the kitchen this screen stands for. */
export function Stations({ stations, chosen, start }: Props) {
  const { t } = useWords();
  const [picked, setPicked] = useState<ReadonlySet<string>>(
    new Set(stations.length === 1 ? stations.map((one) => one.id) : chosen),
  );
  const toggle = (id: string) =>
    setPicked((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  const sorted = [...stations].sort((a, b) => a.sort - b.sort);
  return (
    <main className={css.page}>
      <h1>{t("kds.stations")}</h1>
      <p>{stations.length > 0 ? t("kds.stations.hint") : t("kds.stations.none")}</p>
      <div className={css.tiles}>
        {sorted.map((station) => {
          const Icon = ICONS[station.kind] ?? IconSoup;
          const on = picked.has(station.id);
          const kind = t(`kds.stations.kind.${station.kind}`);
          return (
            <button
              key={station.id}
              type="button"
              aria-pressed={on}
              onClick={() => toggle(station.id)}
            >
              {on ? <IconCheck aria-hidden /> : <Icon aria-hidden />}
              <span>
                <b>{station.name}</b>
                {kind === station.name ? null : <small>{kind}</small>}
              </span>
            </button>
          );
        })}
      </div>
      <Button
        size="xl"
        h={64}
        disabled={picked.size === 0}
        onClick={() => start(sorted.map((one) => one.id).filter((id) => picked.has(id)))}
      >
        {t("kds.stations.start")}
      </Button>
    </main>
  );
}
