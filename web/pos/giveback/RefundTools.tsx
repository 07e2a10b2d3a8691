import { Button } from "@mantine/core";
import { IconReceiptRefund } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useWords } from "#shared/i18n/index.ts";
import type { Check } from "#shared/types.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import { useMay } from "../hooks.ts";
import { client } from "../till.ts";
import css from "./giveback.module.css";
import { RefundSheet } from "./RefundSheet.tsx";

function usePaid(id: string) {
  return useQuery({
    queryKey: ["paid", id],
    queryFn: () => client.get<Check>(`/api/checks/${id}`),
    staleTime: 0,
  }).data;
}

/** The way to a refund of a paid check. */
export function RefundButton({ id }: { id: string }) {
  const { t } = useWords();
  const may = useMay("sales.pay");
  const [open, setOpen] = useState(false);
  const check = usePaid(id);
  if (!may || check?.state !== "closed") return null;
  const given = check.refunds.reduce((sum, refund) => sum + refund.amount, 0);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconReceiptRefund size={20} aria-hidden />}
        disabled={given >= check.totals.paid}
        onClick={() => setOpen(true)}
      >
        {t("pos.refund")}
      </Button>
      {open ? <RefundSheet check={check} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** What was given back already. */
export function Refunds({ id }: { id: string }) {
  const { t } = useWords();
  const check = usePaid(id);
  if (!check || check.refunds.length === 0) return null;
  return (
    <ul className={css.given}>
      {check.refunds.map((refund) => (
        <li key={refund.id}>
          {t("pos.refund.given", { amount: rupiah(refund.amount), number: refund.number })}
          {` · ${refund.reason} · ${refund.by.name}`}
          {refund.approver ? ` / ${refund.approver.name}` : ""}
        </li>
      ))}
    </ul>
  );
}
