import { Loader } from "@mantine/core";
import { IconBackspace, IconCheck } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useWords } from "../i18n/index.ts";
import css from "./PinPad.module.css";

const SHORTEST = 4;
const LONGEST = 6;

interface Props {
  busy: boolean;
  /** Changes when a PIN was refused: the digits are emptied. */
  refusals: number;
  disabled?: boolean;
  onPin: (pin: string) => void;
}

/** A PIN of four to six digits, by finger or keyboard. Six digits send themselves. */
export function PinPad({ busy, refusals, disabled = false, onPin }: Props) {
  const { t } = useWords();
  const [pin, setPin] = useState("");
  const blocked = busy || disabled;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new refusal empties the digits
  useEffect(() => setPin(""), [refusals]);

  const press = (digit: string) => {
    if (blocked || pin.length >= LONGEST) return;
    const next = pin + digit;
    setPin(next);
    if (next.length === LONGEST) onPin(next);
  };
  const rub = () => !blocked && setPin((digits) => digits.slice(0, -1));
  const enter = () => !blocked && pin.length >= SHORTEST && onPin(pin);

  useKeys({ press, rub, enter });

  return (
    <div className={css.pad} data-shake={refusals > 0 ? refusals % 2 : undefined}>
      <div
        className={css.dots}
        role="status"
        aria-label={t("sign_in.digits", { count: pin.length })}
      >
        {Array.from({ length: LONGEST }, (_, place) => (
          <i
            // biome-ignore lint/suspicious/noArrayIndexKey: six fixed places
            key={place}
            data-full={place < pin.length}
            data-optional={place >= SHORTEST}
          />
        ))}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a clicked key must not keep the focus, or Enter would press it again */}
      <div className={css.keys} onMouseDown={(event) => event.preventDefault()}>
        {["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((digit) => (
          <button key={digit} type="button" disabled={blocked} onClick={() => press(digit)}>
            {digit}
          </button>
        ))}
        <button type="button" disabled={blocked} aria-label={t("sign_in.delete")} onClick={rub}>
          <IconBackspace aria-hidden />
        </button>
        <button type="button" disabled={blocked} onClick={() => press("0")}>
          0
        </button>
        <button
          type="button"
          className={css.enter}
          disabled={blocked || pin.length < SHORTEST}
          aria-label={t("sign_in.enter")}
          onClick={enter}
        >
          {busy ? <Loader size="sm" color="currentColor" /> : <IconCheck aria-hidden />}
        </button>
      </div>
    </div>
  );
}

function useKeys(keys: { press: (digit: string) => void; rub: () => void; enter: () => void }) {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (/^\d$/.test(event.key)) latest.current.press(event.key);
      else if (event.key === "Backspace") latest.current.rub();
      else if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement))
        latest.current.enter();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}
