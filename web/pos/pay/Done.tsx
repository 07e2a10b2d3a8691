import { Button } from "@mantine/core";
import { IconCircleCheckFilled, IconPlus, IconPrinter } from "@tabler/icons-react";
import { useEffect } from "react";
import { useWords } from "#shared/i18n/index.ts";
import type { Payment } from "#shared/types.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import type { ShownCheck } from "../check/shown.ts";
import { printAgain } from "../commands.ts";
import { desk, newCheck } from "../desk.ts";
import { go } from "../go.ts";
import { ReceiptPaper } from "../receipt/ReceiptPaper.tsx";
import { settings } from "../settings.ts";
import { lockTill } from "../till.ts";
import css from "./Done.module.css";

interface Props {
  check: ShownCheck;
  taken: Payment;
  onRest: () => void;
}

/** Taken: the change, large, and the receipt. It stays until the next sale begins. */
export function Done({ check, taken, onRest }: Props) {
  const { t } = useWords();
  const owes = check.state === "open";
  const next = () => {
    newCheck();
    desk.setState({ lastSale: check.id });
    go("/");
    if (settings.getState().autoLock === "sale") lockTill();
  };
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || event.target instanceof HTMLButtonElement) return;
      event.preventDefault();
      if (owes) onRest();
      else next();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  });
  return (
    <div className={css.page} data-owes={owes || undefined}>
      <section className={css.said}>
        <IconCircleCheckFilled className={css.tick} size={56} aria-hidden />
        <div role="status" className={css.words}>
          {owes ? (
            <p className={css.label}>
              {t("pos.done.partly", {
                amount: rupiah(taken.amount),
                balance: rupiah(check.totals.balance),
              })}
            </p>
          ) : (
            <Change taken={taken} />
          )}
        </div>
        <p className={css.number}>{check.receipt_number}</p>
        <div className={css.acts}>
          {owes ? (
            <Button h={64} fz={20} onClick={onRest}>
              {t("pos.done.rest")}
            </Button>
          ) : (
            <>
              <Button
                h={64}
                fz={20}
                leftSection={<IconPlus size={24} aria-hidden />}
                onClick={next}
              >
                {t("pos.done.next")}
              </Button>
              <Button
                h={64}
                variant="default"
                leftSection={<IconPrinter size={22} aria-hidden />}
                onClick={() => printAgain(check.id)}
              >
                {t("pos.receipt.again")}
              </Button>
            </>
          )}
        </div>
      </section>
      {owes ? null : (
        <section className={css.receipt}>
          <ReceiptPaper checkId={check.id} />
        </section>
      )}
    </div>
  );
}

function Change({ taken }: { taken: Payment }) {
  const { t } = useWords();
  if (taken.change === 0) return <p className={css.exact}>{t("pos.done.exact")}</p>;
  return (
    <>
      <p className={css.label}>{t("pos.done.change")}</p>
      <p className={css.change}>{rupiah(taken.change)}</p>
      <p className={css.label}>{t("pos.done.from", { tendered: rupiah(taken.tendered) })}</p>
    </>
  );
}
