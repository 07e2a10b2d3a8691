import {
  IconFlame,
  IconHistory,
  IconMaximize,
  IconMinimize,
  IconSettings,
  IconSum,
  IconVolume,
  IconVolumeOff,
} from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useStore } from "zustand";
import { useWords } from "#shared/i18n/index.ts";
import type { Ticket } from "#shared/types.ts";
import { hourMinute } from "#shared/ui/clock.ts";
import { ageLevel } from "../age.ts";
import { useFullScreen } from "../device.ts";
import type { TextSize } from "../metrics.ts";
import { lateAfterS, useKitchen, useRunning } from "../running.ts";
import { setMuted, sound, wakeSound } from "../sounds.ts";
import { Settings } from "./Settings.tsx";
import css from "./TopBar.module.css";

interface Props {
  tickets: Ticket[];
  allDay: boolean;
  toggleAllDay: () => void;
  openDone: () => void;
  size: TextSize;
  setSize: (size: TextSize) => void;
  changeStations: () => void;
}

export function TopBar(props: Props) {
  const { t } = useWords();
  const { stations: all } = useRunning();
  const stations = useKitchen((state) => state.stations);
  const [settings, setSettings] = useState(false);
  const full = useFullScreen();
  const names = stations.map((id) => all.get(id)?.name ?? id).join(" + ");
  return (
    <header className={css.bar}>
      <h1>{names}</h1>
      <Counts tickets={props.tickets} />
      <Clock />
      <nav aria-label={t("kds.title")}>
        <Tool
          name={t("kds.all_day")}
          wide
          pressed={props.allDay}
          act={props.toggleAllDay}
          icon={<IconSum aria-hidden />}
        />
        <Tool name={t("kds.done")} wide act={props.openDone} icon={<IconHistory aria-hidden />} />
        <Mute />
        {full.possible ? (
          <Tool
            name={t(full.on ? "kds.full_screen.leave" : "kds.full_screen")}
            act={full.toggle}
            icon={full.on ? <IconMinimize aria-hidden /> : <IconMaximize aria-hidden />}
            roomy
          />
        ) : null}
        <Tool
          name={t("kds.settings")}
          act={() => setSettings(true)}
          icon={<IconSettings aria-hidden />}
        />
      </nav>
      {settings ? (
        <Settings
          size={props.size}
          setSize={props.setSize}
          changeStations={props.changeStations}
          close={() => setSettings(false)}
        />
      ) : null}
    </header>
  );
}

interface ToolProps {
  name: string;
  icon: ReactNode;
  act: () => void;
  /** Written out where there is room. */
  wide?: boolean;
  /** Left out where there is none. */
  roomy?: boolean;
  pressed?: boolean;
  alarm?: boolean;
  words?: string;
}

function Tool(props: ToolProps) {
  return (
    <button
      type="button"
      className={css.tool}
      title={props.name}
      aria-label={props.name}
      aria-pressed={props.pressed}
      data-wide={props.wide}
      data-roomy={props.roomy}
      data-alarm={props.alarm}
      onClick={props.act}
    >
      {props.icon}
      {props.wide || props.words ? <span>{props.words ?? props.name}</span> : null}
    </button>
  );
}

function Mute() {
  const { t } = useWords();
  const { muted, volume, asleep } = useStore(sound);
  if (muted || volume === 0) {
    return (
      <Tool
        name={t("kds.sound.off")}
        words={t("kds.sound.muted")}
        alarm
        act={() => setMuted(false)}
        icon={<IconVolumeOff aria-hidden />}
      />
    );
  }
  if (asleep) {
    return (
      <Tool
        name={t("kds.sound.asleep")}
        words={t("kds.sound.blocked")}
        alarm
        act={wakeSound}
        icon={<IconVolumeOff aria-hidden />}
      />
    );
  }
  return (
    <Tool name={t("kds.sound.on")} act={() => setMuted(true)} icon={<IconVolume aria-hidden />} />
  );
}

function Counts({ tickets }: { tickets: Ticket[] }) {
  const { t } = useWords();
  const { stations } = useRunning();
  const late = useKitchen(({ now }) =>
    now === null
      ? 0
      : tickets.filter(
          (one) => ageLevel(now - one.fired_at_ms, lateAfterS(stations, one)) === "late",
        ).length,
  );
  return (
    <p className={css.counts}>
      <span>{t("kds.tickets", { count: tickets.length })}</span>
      {late > 0 ? (
        <strong>
          <IconFlame aria-hidden /> {t("kds.late", { count: late })}
        </strong>
      ) : null}
    </p>
  );
}

function Clock() {
  const { zone } = useRunning();
  const text = useKitchen(({ now }) => (now === null ? "" : hourMinute(now, zone)));
  return <time className={css.clock}>{text}</time>;
}
