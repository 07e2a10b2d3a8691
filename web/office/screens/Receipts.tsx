import { Button, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useWords } from "#shared/i18n/index.ts";
import { hourMinute } from "#shared/ui/clock.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import { useInAddress } from "../address.ts";
import { joined } from "../happened.ts";
import { plain } from "../outlets.ts";
import { useReceipts } from "../queries.ts";
import type { OutletRow, ReceiptRow } from "../types.ts";
import { Day, useDay } from "./Day.tsx";
import { Fault } from "./Fault.tsx";
import { ReceiptDrawer } from "./ReceiptDrawer.tsx";
import css from "./Receipts.module.css";
import { Skeleton } from "./Skeleton.tsx";
import { placeOf, tenderName } from "./tenders.ts";
import { useNewcomers } from "./useNewcomers.ts";

/** The receipts of a business day, the newest first. */
export function Receipts({ outlet }: { outlet: OutletRow }) {
  const { t } = useWords();
  const zone = outlet.zone;
  const [day, setDay] = useDay(outlet.today.date);
  const [words, setWords] = useInAddress("q");
  const [open, setOpen] = useInAddress("receipt");
  const pages = useReceipts(outlet.id, day);
  const all = joined(pages.data?.pages ?? []);
  const fresh = useNewcomers(day, pages.data ? all.map((one) => one.check_id) : null);
  const shown = all.filter((receipt) => fits(receipt, words));
  return (
    <>
      <div className={css.filters}>
        <Day day={day} today={outlet.today.date} setDay={setDay} />
        <TextInput
          type="search"
          aria-label={t("office.receipts.search")}
          placeholder={t("office.receipts.search")}
          leftSection={<IconSearch size={20} aria-hidden />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </div>
      {pages.error && !pages.data ? (
        <Fault fault={pages.error} again={() => void pages.refetch()} />
      ) : null}
      {pages.isPending ? <Skeleton rows={6} /> : null}
      {pages.data && shown.length === 0 ? (
        <p className={css.none}>
          {all.length === 0 ? t("office.receipts.none") : t("office.receipts.no_match")}
        </p>
      ) : null}
      <ul className={css.list}>
        {shown.map((receipt) => (
          <li key={receipt.check_id}>
            <button
              type="button"
              className={css.row}
              data-flash={fresh.has(receipt.check_id)}
              onClick={() => setOpen(receipt.check_id)}
            >
              <time>{hourMinute(receipt.closed_at_ms, zone)}</time>
              <span className={css.number}>
                <b>{receipt.receipt_number}</b>
                <small>
                  {[
                    placeOf(receipt, t),
                    receipt.cashier,
                    ...(receipt.refunded > 0
                      ? [t("office.receipt.refunded", { amount: rupiah(receipt.refunded) })]
                      : []),
                  ].join(" · ")}
                </small>
              </span>
              <span className={css.tender}>{tenderName(receipt.tender, t)}</span>
              <b className={css.total}>{rupiah(receipt.total)}</b>
            </button>
          </li>
        ))}
      </ul>
      {pages.hasNextPage ? (
        <Button
          variant="default"
          fullWidth
          mt="md"
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t("office.receipts.more")}
        </Button>
      ) : null}
      {open ? (
        <ReceiptDrawer outlet={outlet.id} checkId={open} zone={zone} close={() => setOpen("")} />
      ) : null}
    </>
  );
}

function fits(receipt: ReceiptRow, words: string): boolean {
  const text = plain(
    `${receipt.receipt_number} ${receipt.number} ${receipt.table_name ?? ""} ${receipt.cashier} ${receipt.total}`,
  );
  return plain(words)
    .split(/\s+/)
    .every((word) => text.includes(word));
}
