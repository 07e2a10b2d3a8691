import { ActionIcon, Button, Loader } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useWords } from "#shared/i18n/index.ts";
import { uuid7 } from "#shared/ids.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import { CheckTotals } from "../check/CheckTotals.tsx";
import type { ShownCheck } from "../check/shown.ts";
import { payCash } from "../commands.ts";
import { go } from "../go.ts";
import { fact } from "../notices.ts";
import { listenForScans } from "../order/wedge.ts";
import { tick } from "../settings.ts";
import { useTitle } from "../title.ts";
import { BilledLines } from "./BilledLines.tsx";
import { Keypad } from "./Keypad.tsx";
import css from "./Pay.module.css";
import { keyed, quickAmounts } from "./quick.ts";
import { dueOf, firstUnpaid, ShareChoice } from "./ShareChoice.tsx";

interface Props {
  check: ShownCheck;
  /** The id of the payment now on its way. */
  onTap: (paymentId: string) => void;
}

const SLOW_MS = 2500;

/** Cash: exact, the next notes, or a keypad. What is due and the change are the box's figures. */
export function TakeCash({ check, onTap }: Props) {
  const { t } = useWords();
  const title = useTitle();
  const [typed, setTyped] = useState(0);
  const [sending, setSending] = useState(false);
  const [chosen, setChosen] = useState(() => firstUnpaid(check));
  const { balance, total } = check.totals;
  const { share, amount: due } = dueOf(check, chosen);
  const ready = check.settled && !sending;
  const changed = useChanged(balance);
  useScansHere((digit) => setTyped((amount) => (digit ? keyed(amount, "rub") : amount)));

  const take = async (tendered: number) => {
    if (!ready || tendered < 0 || (tendered === 0 && due > 0)) return;
    tick();
    setSending(true);
    const paymentId = uuid7();
    onTap(paymentId);
    try {
      const amount = Math.min(tendered, due);
      // A share is paid as a whole; less is a part of the check like any other.
      const paid = { paymentId, amount, tendered, balanceSeen: balance };
      await payCash(check.id, { ...paid, share: amount === due ? share : null });
    } catch {
      // Said at the foot of the screen; the figures are the box's newest.
    } finally {
      setSending(false);
      setTyped(0);
    }
  };
  const part = typed > 0 && typed < due;
  useKey("F9", () => take(due));
  return (
    <div className={css.page}>
      <section className={css.bill}>
        <header>
          <ActionIcon aria-label={t("app.back")} disabled={sending} onClick={() => go("/")}>
            <IconArrowLeft aria-hidden />
          </ActionIcon>
          <h2>{t("pos.pay.title", { what: title(check) })}</h2>
        </header>
        <p className={css.label}>{t("pos.pay.due")}</p>
        <output className={css.due} aria-live="polite">
          {check.settled || sending ? rupiah(due) : "…"}
        </output>
        <ShareChoice check={check} chosen={share} choose={setChosen} />
        {share === null && due !== balance ? (
          <p className={css.small}>{t("pos.pay.rounded", { total: rupiah(balance) })}</p>
        ) : null}
        {changed ? (
          <p className={css.changed} role="alert">
            {t("pos.pay.changed")}
          </p>
        ) : null}
        <BilledLines check={check} />
        <div className={css.totals}>
          <CheckTotals check={check} />
          <div className={css.total}>
            <span>{t("pos.total")}</span>
            <span>{rupiah(total)}</span>
          </div>
        </div>
      </section>
      <section className={css.cash} aria-busy={sending}>
        {sending ? <SendingPayment /> : null}
        <div className={css.quick}>
          <Button
            className={css.exact ?? ""}
            h={64}
            fz={20}
            disabled={!ready}
            onClick={() => take(due)}
            aria-keyshortcuts="F9"
          >
            {t("pos.pay.exact")} {rupiah(due)}
          </Button>
          {quickAmounts(due).map((amount) => (
            <Button
              key={amount}
              h={64}
              px={4}
              fz={18}
              variant="default"
              disabled={!ready}
              onClick={() => take(amount)}
            >
              {rupiah(amount)}
            </Button>
          ))}
        </div>
        <div className={css.typed} data-empty={typed === 0 || undefined}>
          <span>{t("pos.pay.handed")}</span>
          <output>{typed > 0 ? rupiah(typed) : "Rp0"}</output>
        </div>
        <Keypad
          disabled={!ready}
          onKey={(key) => setTyped((amount) => keyed(amount, key))}
          onEnter={() => take(typed)}
          onLeave={() => go("/")}
        />
        <Button h={64} fz={20} disabled={!ready || typed === 0} onClick={() => take(typed)}>
          {typed === 0
            ? t("pos.pay.type")
            : t(part ? "pos.pay.part" : "pos.pay.take", { amount: rupiah(typed) })}
        </Button>
        <p className={css.small} role="status">
          {part ? t("pos.pay.part.hint") : ""}
        </p>
      </section>
    </div>
  );
}

/** While the box has not answered, nobody should take the money a second time. */
function SendingPayment() {
  const { t } = useWords();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={css.sending} role="status" data-slow={slow || undefined}>
      <Loader color="currentColor" aria-hidden />
      <span>{t(slow ? "pos.pay.sending.lost" : "pos.pay.sending")}</span>
    </div>
  );
}

/** True from the moment the balance is not what it was when the screen opened. */
function useChanged(balance: number): boolean {
  const first = useRef(balance);
  return first.current !== balance;
}

/** A scan sells nothing here; its first digit, which reached the keypad, is taken back. */
function useScansHere(leaked: (digit: boolean) => void): void {
  const { t } = useWords();
  const latest = useRef(leaked);
  latest.current = leaked;
  useEffect(
    () =>
      listenForScans((scan) => {
        latest.current(/^\d$/.test(scan.leaked));
        fact(t("pos.scan.paying"));
      }),
    [t],
  );
}

function useKey(key: string, act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== key || event.repeat) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [key]);
}
