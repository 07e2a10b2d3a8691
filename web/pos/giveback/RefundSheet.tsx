import { Button, SegmentedControl } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { nameOf, useWords } from "#shared/i18n/index.ts";
import { Refusal } from "#shared/refusal.ts";
import type { Check, RefundQuote } from "#shared/types.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import { AmountPad } from "../drawer/AmountPad.tsx";
import { Sheet } from "../screens/Sheet.tsx";
import { client } from "../till.ts";
import { type RefundWish, refund } from "./commands.ts";
import css from "./giveback.module.css";
import { Reasons } from "./Reasons.tsx";

type How = "full" | "lines" | "amount";

const REASONS = ["wrong", "complaint", "not_served", "double"];

function useQuote(checkId: string, wish: RefundWish | null) {
  return useQuery({
    queryKey: ["refund", checkId, wish],
    queryFn: () => client.post<RefundQuote>(`/api/checks/${checkId}/refunds/quote`, wish),
    enabled: wish !== null,
    retry: false,
    staleTime: 0,
  });
}

/** Money back for a paid check: all of it, some lines, or an amount. The box says how much. */
export function RefundSheet({ check, onClose }: { check: Check; onClose: () => void }) {
  const { t, lang } = useWords();
  const queries = useQueryClient();
  const [how, setHow] = useState<How>("full");
  const [counts, setCounts] = useState<Record<string, number>>({});
  const [typed, setTyped] = useState(0);
  const [reason, setReason] = useState("");
  const [writing, setWriting] = useState(false);
  const [sending, setSending] = useState(false);
  const whole = useQuote(check.id, {});
  const wish = wishOf(how, counts, typed);
  const quote = useQuote(check.id, wish);
  const amount = wish && quote.data && !quote.isFetching ? quote.data.amount : null;
  const ready = amount !== null && reason.trim() !== "" && !sending;
  const left = new Map(whole.data?.lines.map((line) => [line.line_id, line.left]));
  const fault = wish ? (quote.error ?? whole.error) : null;
  const send = async () => {
    if (!ready || wish === null || amount === null) return;
    setSending(true);
    onClose();
    try {
      await refund(check.id, wish, amount, reason.trim());
      await queries.invalidateQueries();
    } catch {
      // Said at the foot of the screen, or asked of a second person.
    }
  };
  return (
    <Sheet
      opened
      onClose={onClose}
      size={520}
      title={t("pos.refund.title", { number: check.receipt_number ?? "" })}
      foot={
        <Button h={64} fz={20} flex={1} color="red" disabled={!ready} onClick={send}>
          {t("pos.refund.give", { amount: amount === null ? "…" : rupiah(amount) })}
        </Button>
      }
    >
      <div className={css.sheet}>
        <SegmentedControl
          size="md"
          value={how}
          onChange={(next) => setHow(next as How)}
          data={(["full", "lines", "amount"] as const).map((each) => ({
            value: each,
            label: t(`pos.refund.${each}`),
          }))}
        />
        {how === "lines" ? (
          <ul className={css.lines}>
            {check.lines
              .filter((line) => (left.get(line.id) ?? 0) > 0)
              .map((line) => (
                <li key={line.id}>
                  <span>{nameOf(line, lang)}</span>
                  <Count
                    name={nameOf(line, lang)}
                    count={counts[line.id] ?? 0}
                    most={left.get(line.id) ?? 0}
                    set={(count) => setCounts({ ...counts, [line.id]: count })}
                  />
                </li>
              ))}
          </ul>
        ) : null}
        {how === "amount" ? (
          <AmountPad
            label={t("pos.refund.amount")}
            amount={typed}
            disabled={writing}
            set={setTyped}
            onEnter={() => undefined}
            onLeave={onClose}
          />
        ) : null}
        <p className={css.said} role="status">
          {fault instanceof Refusal
            ? fault.sentence(lang)
            : whole.data
              ? t("pos.refund.left", { amount: rupiah(whole.data.left) })
              : ""}
        </p>
        <Reasons reasons={REASONS} reason={reason} set={setReason} onWriting={setWriting} />
      </div>
    </Sheet>
  );
}

function wishOf(how: How, counts: Record<string, number>, typed: number): RefundWish | null {
  if (how === "full") return {};
  if (how === "amount") return typed > 0 ? { amount: typed } : null;
  const lines = Object.entries(counts)
    .filter(([, quantity]) => quantity > 0)
    .map(([line_id, quantity]) => ({ line_id, quantity }));
  return lines.length > 0 ? { lines } : null;
}

interface CountProps {
  name: string;
  count: number;
  most: number;
  set: (count: number) => void;
}

function Count({ name, count, most, set }: CountProps) {
  const { t } = useWords();
  return (
    <span className={css.row}>
      <Button
        variant="default"
        h={48}
        w={48}
        p={0}
        disabled={count === 0}
        aria-label={t("pos.refund.fewer", { name })}
        onClick={() => set(count - 1)}
      >
        −
      </Button>
      <output aria-live="polite">
        {count}/{most}
      </output>
      <Button
        variant="default"
        h={48}
        w={48}
        p={0}
        disabled={count >= most}
        aria-label={t("pos.refund.more", { name })}
        onClick={() => set(count + 1)}
      >
        +
      </Button>
    </span>
  );
}
