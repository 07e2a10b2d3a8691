import { IconBackspace } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useWords } from "#shared/i18n/index.ts";
import css from "./Keypad.module.css";

interface Props {
  disabled: boolean;
  onKey: (key: string) => void;
  onEnter: () => void;
  onLeave: () => void;
}

const KEYS = ["7", "8", "9", "4", "5", "6", "1", "2", "3", "0", "000"];

/** Digits for money, by finger or keyboard. */
export function Keypad({ disabled, onKey, onEnter, onLeave }: Props) {
  const { t } = useWords();
  const latest = useRef({ disabled, onKey, onEnter, onLeave });
  latest.current = { disabled, onKey, onEnter, onLeave };
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const to = latest.current;
      if (to.disabled || event.ctrlKey || event.metaKey || event.altKey) return;
      if (/^\d$/.test(event.key)) to.onKey(event.key);
      else if (event.key === "Backspace") to.onKey("rub");
      else if (event.key === "Delete") to.onKey("clear");
      else if (event.key === "Escape") to.onLeave();
      else if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) to.onEnter();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a clicked key must not keep the focus, or Enter would press it again
    <div className={css.keys} onMouseDown={(event) => event.preventDefault()}>
      {KEYS.map((key) => (
        <button key={key} type="button" disabled={disabled} onClick={() => onKey(key)}>
          {key}
        </button>
      ))}
      <button
        type="button"
        disabled={disabled}
        aria-label={t("pos.key.rub")}
        onClick={() => onKey("rub")}
      >
        <IconBackspace aria-hidden />
      </button>
    </div>
  );
}
