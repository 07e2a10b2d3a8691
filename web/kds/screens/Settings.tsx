import { Button, Drawer, SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { IconLogout, IconToolsKitchen2 } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { setLanguage, useWords } from "#shared/i18n/index.ts";
import type { Lang } from "#shared/types.ts";
import type { Cue } from "../heard.ts";
import type { TextSize } from "../metrics.ts";
import { useRunning } from "../running.ts";
import { play, setMuted, setVolume, sound, wakeSound } from "../sounds.ts";
import css from "./Settings.module.css";

interface Props {
  size: TextSize;
  setSize: (size: TextSize) => void;
  changeStations: () => void;
  close: () => void;
}

const CUES: readonly Cue[] = ["new", "late", "change"];

/** How this one screen looks and sounds. Kept on the device. */
export function Settings({ size, setSize, changeStations, close }: Props) {
  const { t, lang } = useWords();
  const { keeper, client } = useRunning();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const name = useStore(keeper.state, (state) => state.signedIn?.staff.name ?? "");
  return (
    <Drawer
      opened
      onClose={close}
      position="right"
      closeButtonProps={{ "aria-label": t("app.close") }}
      size="min(100%, 26rem)"
      title={t("kds.settings")}
    >
      <div className={css.fields}>
        <Field name={t("kds.size")}>
          <SegmentedControl
            fullWidth
            size="lg"
            value={size}
            onChange={(value) => setSize(value as TextSize)}
            data={(["s", "m", "l"] as const).map((value) => ({
              value,
              label: t(`kds.size.${value}`),
            }))}
          />
        </Field>
        <Field name={t("app.scheme")}>
          <SegmentedControl
            fullWidth
            size="lg"
            value={colorScheme}
            onChange={(value) => setColorScheme(value as "light" | "dark" | "auto")}
            data={(["dark", "light", "auto"] as const).map((value) => ({
              value,
              label: t(`app.scheme.${value}`),
            }))}
          />
        </Field>
        <Field name={t("app.language")}>
          <SegmentedControl
            fullWidth
            size="lg"
            value={lang}
            onChange={(value) => setLanguage(value as Lang)}
            data={[
              { value: "id", label: "Indonesia" },
              { value: "en", label: "English" },
            ]}
          />
        </Field>
        <Volume />
        <Button
          variant="default"
          fullWidth
          leftSection={<IconToolsKitchen2 size={20} aria-hidden />}
          onClick={changeStations}
        >
          {t("kds.change_stations")}
        </Button>
        <p className={css.who}>{t("kds.signed_in", { name })}</p>
        <Button
          variant="default"
          fullWidth
          leftSection={<IconLogout size={20} aria-hidden />}
          onClick={() => keeper.leave(client)}
        >
          {t("kds.sign_out")}
        </Button>
      </div>
    </Drawer>
  );
}

function Field({ name, children }: { name: string; children: ReactNode }) {
  return (
    <fieldset className={css.field}>
      <legend>{name}</legend>
      {children}
    </fieldset>
  );
}

function Volume() {
  const { t } = useWords();
  const { volume, muted } = useStore(sound);
  return (
    <Field name={t("kds.sound")}>
      <label className={css.volume}>
        <span>{t("kds.volume")}</span>
        <input
          type="range"
          min={0}
          max={100}
          step={10}
          value={muted ? 0 : volume}
          onChange={(event) => {
            setMuted(false);
            setVolume(Number(event.currentTarget.value));
          }}
        />
        <output>{muted ? 0 : volume}</output>
      </label>
      <div className={css.cues}>
        {CUES.map((cue) => (
          <Button
            key={cue}
            variant="default"
            onClick={() => {
              wakeSound();
              play(cue);
            }}
          >
            {t(`kds.sound.${cue}`)}
          </Button>
        ))}
      </div>
    </Field>
  );
}
