import { Drawer } from "@mantine/core";
import { IconShieldCheck } from "@tabler/icons-react";
import { nameOf, useWords } from "#shared/i18n/index.ts";
import type { Line } from "#shared/types.ts";
import { hourMinute } from "#shared/ui/clock.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import { useReceipt } from "../queries.ts";
import type { ReceiptProof } from "../types.ts";
import { Fault } from "./Fault.tsx";
import css from "./ReceiptDrawer.module.css";
import { Skeleton } from "./Skeleton.tsx";
import { placeOf, tenderName } from "./tenders.ts";

interface Props {
  outlet: string;
  checkId: string;
  zone: string;
  close: () => void;
}

/** One receipt in full, and the journal row that proves it. */
export function ReceiptDrawer({ outlet, checkId, zone, close }: Props) {
  const { t } = useWords();
  const receipt = useReceipt(outlet, checkId);
  return (
    <Drawer
      opened
      onClose={close}
      position="right"
      closeButtonProps={{ "aria-label": t("app.close") }}
      size="min(100%, 30rem)"
      title={receipt.data?.receipt_number ?? t("office.receipt")}
      classNames={{ title: css.title }}
    >
      {receipt.isPending ? <Skeleton rows={5} /> : null}
      {receipt.error && !receipt.data ? (
        <Fault fault={receipt.error} again={() => void receipt.refetch()} />
      ) : null}
      {receipt.data ? <Receipt receipt={receipt.data} zone={zone} /> : null}
    </Drawer>
  );
}

function Receipt({ receipt, zone }: { receipt: ReceiptProof; zone: string }) {
  const { t } = useWords();
  const { totals } = receipt;
  const where = placeOf(receipt, t);
  const closed = receipt.closed_at_ms ?? receipt.at;
  const sums: [string, number][] = [
    [t("office.receipt.subtotal"), totals.subtotal],
    [t("office.receipt.discount"), -totals.discount],
    [t("office.receipt.service", { rate: percent(totals.service_rate_bp) }), totals.service],
    ...totals.taxes.map((tax): [string, number] => [
      t(tax.inclusive ? "office.receipt.tax_inclusive" : "office.receipt.tax", {
        name: tax.name,
        rate: percent(tax.rate_bp),
      }),
      tax.amount,
    ]),
  ];
  return (
    <div className={css.receipt}>
      <p className={css.about}>
        {t("office.receipt.about", {
          number: receipt.number,
          place: where,
          time: hourMinute(closed, zone),
          cashier: receipt.cashier?.name ?? receipt.opened_by.name,
        })}
      </p>
      <ul>
        {receipt.lines.map((line) => (
          <LineRow key={line.id} line={line} />
        ))}
      </ul>
      <dl>
        {sums
          .filter(([, amount]) => amount !== 0)
          .map(([name, amount]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{rupiah(amount)}</dd>
            </div>
          ))}
        <div className={css.total}>
          <dt>{t("office.receipt.total")}</dt>
          <dd>{rupiah(totals.total)}</dd>
        </div>
        {totals.rounding === 0 ? null : (
          <div>
            <dt>{t("office.receipt.rounding")}</dt>
            <dd>{rupiah(totals.rounding)}</dd>
          </div>
        )}
        {receipt.payments.map((payment) => (
          <div key={payment.id}>
            <dt>{tenderName(payment.tender, t)}</dt>
            <dd>{rupiah(payment.tendered)}</dd>
          </div>
        ))}
        {totals.change > 0 ? (
          <div>
            <dt>{t("office.receipt.change")}</dt>
            <dd>{rupiah(totals.change)}</dd>
          </div>
        ) : null}
      </dl>
      <Refunds receipt={receipt} zone={zone} />
      <Proof receipt={receipt} />
    </div>
  );
}

/** What was given back since, each under its own number. */
function Refunds({ receipt, zone }: { receipt: ReceiptProof; zone: string }) {
  const { t } = useWords();
  return receipt.refunds.map((refund) => (
    <section key={refund.id}>
      <dl>
        <div className={css.total}>
          <dt>{t("office.receipt.refund")}</dt>
          <dd>{rupiah(-refund.amount)}</dd>
        </div>
        {refund.lines
          .filter((line) => line.quantity > 0)
          .map((line) => (
            <RefundedRow key={line.line_id} line={line} />
          ))}
      </dl>
      <p className={css.about}>
        {[refund.number, hourMinute(refund.at_ms, zone), refund.reason].join(" · ")}
        <br />
        {refund.approver
          ? t("office.receipt.refund.approved", {
              by: refund.by.name,
              approver: refund.approver.name,
            })
          : refund.by.name}
      </p>
    </section>
  ));
}

function RefundedRow({ line }: { line: ReceiptProof["refunds"][number]["lines"][number] }) {
  const { lang } = useWords();
  return (
    <div>
      <dt>
        {line.quantity}× {nameOf(line, lang)}
      </dt>
      <dd>{rupiah(-line.amount)}</dd>
    </div>
  );
}

function LineRow({ line }: { line: Line }) {
  const { lang } = useWords();
  const variant = lang === "en" ? line.variant_name_en : line.variant_name_id;
  return (
    <li data-state={line.state}>
      <b>{line.quantity}</b>
      <span>
        {nameOf(line, lang)}
        {variant ? ` · ${variant}` : ""}
        {line.options.map((option) => (
          <small key={option.id}>+ {nameOf(option, lang)}</small>
        ))}
        {line.note ? <small>“{line.note}”</small> : null}
        {line.void_reason ? <small>{line.void_reason}</small> : null}
      </span>
      <span className={css.amount}>{rupiah(line.total)}</span>
    </li>
  );
}

/**
 * Where the sale stands in the box's journal; with these three anyone can check that it is
 * unchanged.
 */
function Proof({ receipt }: { receipt: ReceiptProof }) {
  const { t } = useWords();
  return (
    <section className={css.proof}>
      <h3>
        <IconShieldCheck aria-hidden /> {t("office.proof")}
      </h3>
      <p>{t("office.proof.hint")}</p>
      <dl>
        <dt>{t("office.proof.stream")}</dt>
        <dd>{receipt.stream}</dd>
        <dt>{t("office.proof.seq")}</dt>
        <dd>{receipt.seq}</dd>
        <dt>{t("office.proof.hash")}</dt>
        <dd>{receipt.hash}</dd>
      </dl>
    </section>
  );
}

/** `1000` basis points read `10`, `1150` read `11,5`. */
function percent(bp: number): string {
  return String(bp / 100).replace(".", ",");
}
