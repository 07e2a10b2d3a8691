import { rupiah } from "#shared/ui/rupiah.ts";

/** One fact of a check as the box keeps it. */
export interface Told {
  seq: number;
  at_ms: number;
  kind: string;
  actor_name: string;
  body: string;
}

interface Ref {
  id: string;
  number: number;
}

interface Line {
  quantity: number;
  name_id: string;
  name_en: string;
}

interface Body {
  check_id?: string;
  lines?: Line[];
  line?: Line;
  reason?: string;
  amount?: number;
  covers?: number;
  party?: { table_name: string | null; name: string | null };
  payment?: { amount: number };
  parcels?: { source: Ref; target: Ref; parts: { quantity: number; arrives: Line }[] }[];
  into?: Ref | null;
  to?: { name: string };
  shares?: { amount: number }[];
}

/** The small print of a fact: what, how much, from which check to which. */
export function detailOf(told: Told, lang: "id" | "en"): string {
  const body = JSON.parse(told.body) as Body;
  const words = (line: Line, quantity = line.quantity) =>
    `${quantity}× ${lang === "en" ? line.name_en : line.name_id}`;
  const carried = (body.parcels ?? []).map(({ source, target, parts }) => {
    const lines = parts.map((part) => words(part.arrives, part.quantity)).join(", ");
    return `#${source.number} → #${target.number}: ${lines}`;
  });
  return [
    ...carried,
    ...(body.lines ?? []).map((line) => words(line)),
    body.line ? words(body.line) : "",
    body.party ? [body.party.table_name, body.party.name].filter(Boolean).join(" · ") : "",
    body.payment ? rupiah(body.payment.amount) : "",
    (body.shares ?? []).map((share) => rupiah(share.amount)).join(" + "),
    told.kind === "check.covers_set" ? `${body.covers}` : "",
    body.to?.name ?? "",
    body.amount ? rupiah(body.amount) : "",
    body.reason ?? "",
  ]
    .filter(Boolean)
    .join("; ");
}
