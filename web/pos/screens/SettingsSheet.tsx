import { Button, NativeSelect, SegmentedControl, useMantineColorScheme } from "@mantine/core";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { setLanguage, useWords } from "#shared/i18n/index.ts";
import type { Lang } from "#shared/types.ts";
import { testPrinter } from "../commands.ts";
import { useMay } from "../hooks.ts";
import { AUTO_LOCKS, type AutoLock, settings } from "../settings.ts";
import { till } from "../till.ts";
import css from "./SettingsSheet.module.css";
import { Sheet } from "./Sheet.tsx";

interface Props {
  opened: boolean;
  onClose: () => void;
}

/** Settings of this tablet alone; nothing of the shop is set here. */
export function SettingsSheet({ opened, onClose }: Props) {
  const { t, lang } = useWords();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { autoLock, haptics } = useStore(settings);
  const version = useStore(till, (known) => known.state?.box.version);
  return (
    <Sheet opened={opened} onClose={onClose} title={t("pos.staff.settings")}>
      <Row words={t("app.language")}>
        <SegmentedControl
          aria-label={t("app.language")}
          value={lang}
          onChange={(value) => setLanguage(value as Lang)}
          data={[
            { value: "id", label: "Indonesia" },
            { value: "en", label: "English" },
          ]}
        />
      </Row>
      <Row words={t("app.scheme")}>
        <SegmentedControl
          aria-label={t("app.scheme")}
          value={colorScheme}
          onChange={(value) => setColorScheme(value as typeof colorScheme)}
          data={(["auto", "light", "dark"] as const).map((value) => ({
            value,
            label: t(`app.scheme.${value}`),
          }))}
        />
      </Row>
      <Row words={t("pos.settings.lock")}>
        <NativeSelect
          aria-label={t("pos.settings.lock")}
          value={autoLock}
          onChange={(event) => settings.setState({ autoLock: event.target.value as AutoLock })}
          data={AUTO_LOCKS.map((value) => ({ value, label: t(`pos.settings.lock.${value}`) }))}
        />
      </Row>
      <Row words={t("pos.settings.haptics")}>
        <SegmentedControl
          aria-label={t("pos.settings.haptics")}
          value={haptics ? "on" : "off"}
          onChange={(value) => settings.setState({ haptics: value === "on" })}
          data={[
            { value: "on", label: t("pos.settings.on") },
            { value: "off", label: t("pos.settings.off") },
          ]}
        />
      </Row>
      <Printers />
      <p className={css.version}>{version ? t("pos.settings.version", { version }) : ""}</p>
    </Sheet>
  );
}

function Printers() {
  const { t } = useWords();
  const printers = useStore(till, (known) => known.state?.printers) ?? [];
  const may = useMay("printing.test");
  if (printers.length === 0) return null;
  return (
    <section>
      <h3 className={css.heading}>{t("pos.settings.printers")}</h3>
      {printers.map((printer) => (
        <div key={printer.id} className={css.row}>
          <span>
            <b>{printer.name}</b>{" "}
            <small>
              {printer.state === "ok"
                ? t("pos.settings.printer.ok")
                : t(`printer.${printer.state}`)}
            </small>
          </span>
          {may ? (
            <Button variant="default" onClick={() => testPrinter(printer.id)}>
              {t("pos.settings.printer.test")}
            </Button>
          ) : null}
        </div>
      ))}
    </section>
  );
}

function Row({ words, children }: { words: string; children: ReactNode }) {
  return (
    <div className={css.row}>
      <span>{words}</span>
      {children}
    </div>
  );
}
