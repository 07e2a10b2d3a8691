import type { Channel, Check, CheckSummary, Line, Person, Totals } from "#shared/types.ts";

/** A tap the box has not answered yet, as the screen shows it meanwhile. Never an amount. */
export type Intent =
  | { kind: "open"; party: Party; lines: WishedLine[]; fire: boolean; at_ms: number; by: Person }
  | { kind: "add"; lines: WishedLine[]; fire: boolean; by: Person }
  | { kind: "change"; line_id: string; to: Partial<WishedLine> }
  | { kind: "void_line"; line_id: string }
  | { kind: "fire"; course?: number }
  | { kind: "arrange"; line_ids: string[]; to: Arranged }
  | { kind: "move"; party: Partial<Party> }
  | { kind: "covers"; covers: number }
  | { kind: "void_check" }
  | { kind: "pay" }
  | { kind: "other" };

export interface Party {
  channel: Channel;
  table_id: string | null;
  table_name: string | null;
  name: string | null;
  covers: number;
}

/** How lines are served; 0 takes a seat or a course away. */
export interface Arranged {
  seat?: number;
  course?: number;
  held?: boolean;
}

/** A line as wished for: names from the menu, and no price, for that is the box's to say. */
export type WishedLine = Pick<
  Line,
  | "item_id"
  | "variant_id"
  | "name_id"
  | "name_en"
  | "variant_name_id"
  | "variant_name_en"
  | "quantity"
  | "note"
  | "station"
> & { line_id: string; options: { id: string; name_id: string; name_en: string }[] };

/** What a line is sold at is the box's to say; a screen shows the rest. */
type Untold = "total" | "options" | "unit_price" | "tax" | "lead_s" | "menu_rev";

export interface ShownLine extends Omit<Line, Untold> {
  options: { id: string; name_id: string; name_en: string; price: number | null }[];
  /** Null while the box has not yet said it. */
  total: number | null;
  /** A tap on this line waits for its answer. */
  waiting: boolean;
}

export interface ShownCheck
  extends Omit<Check, "lines" | "totals" | "number" | "terms" | "cashier"> {
  /** Null until the box has numbered it. */
  number: number | null;
  lines: ShownLine[];
  totals: Totals;
  /** No tap is waiting: these amounts are what the box says now. */
  settled: boolean;
  /** A payment is on its way. */
  paying: boolean;
}

const NOTHING: Totals = {
  subtotal: 0,
  discount: 0,
  service: 0,
  service_rate_bp: 0,
  service_inclusive: 0,
  taxes: [],
  total: 0,
  rounding: 0,
  paid: 0,
  change: 0,
  balance: 0,
  cash_due: 0,
};

/** The check as the box last told it, with the taps on their way laid over it. */
export function shown(id: string, check: Check | null, intents: Intent[]): ShownCheck | null {
  let seen: ShownCheck | null = check
    ? {
        ...check,
        lines: check.lines.map((line) => ({ ...line, waiting: false })),
        settled: intents.length === 0,
        paying: false,
      }
    : null;
  for (const intent of intents) {
    seen = intent.kind === "open" ? (seen ?? begun(id, intent)) : seen && laid(seen, intent);
  }
  return seen;
}

function begun(id: string, intent: Intent & { kind: "open" }): ShownCheck {
  return {
    id,
    rev: 0,
    number: null,
    state: "open",
    ...intent.party,
    business_date: "",
    opened_at_ms: intent.at_ms,
    opened_by: intent.by,
    closed_at_ms: null,
    receipt_number: null,
    lines: intent.lines.map((line) => wished(line, intent.by, intent.fire)),
    payments: [],
    in_charge: null,
    discounts: [],
    refunds: [],
    shares: [],
    last_operation: null,
    merged_into: null,
    totals: NOTHING,
    settled: false,
    paying: false,
  };
}

function laid(check: ShownCheck, intent: Intent): ShownCheck {
  switch (intent.kind) {
    case "add": {
      const known = new Set(check.lines.map((line) => line.id));
      const fresh = intent.lines
        .filter((line) => !known.has(line.line_id))
        .map((line) => wished(line, intent.by, intent.fire));
      return { ...check, lines: [...check.lines, ...fresh] };
    }
    case "change":
      return touch(check, intent.line_id, ({ id }) => {
        const { line_id: _, options, ...rest } = intent.to;
        const chosen = options?.map((option) => ({ ...option, price: null }));
        return { id, ...rest, ...(chosen ? { options: chosen } : {}), total: null };
      });
    case "void_line":
      return touch(check, intent.line_id, () => ({ state: "voided" }));
    case "fire":
      return {
        ...check,
        lines: check.lines.map((line) =>
          line.state === "draft" && due(line, intent.course)
            ? { ...line, state: "fired", held: false, waiting: true }
            : line,
        ),
      };
    case "arrange": {
      const { seat, course, held } = intent.to;
      const change = {
        ...(seat === undefined ? {} : { seat: seat || null }),
        ...(course === undefined ? {} : { course: course || null }),
        ...(held === undefined ? {} : { held }),
      };
      return intent.line_ids.reduce((seen, id) => touch(seen, id, () => change), check);
    }
    case "move":
      return { ...check, ...intent.party };
    case "covers":
      return { ...check, covers: intent.covers };
    case "void_check":
      return { ...check, state: "voided" };
    case "pay":
      return { ...check, paying: true };
    default:
      return check;
  }
}

/** Fired now: all that is not held, or a course, held or not. */
function due(line: ShownLine, course: number | undefined): boolean {
  return course === undefined ? !line.held : line.course === course;
}

function touch(
  check: ShownCheck,
  lineId: string,
  change: (line: ShownLine) => Partial<ShownLine>,
): ShownCheck {
  const lines = check.lines.map((line) =>
    line.id === lineId ? { ...line, ...change(line), waiting: true } : line,
  );
  return { ...check, lines };
}

function wished(line: WishedLine, by: Person, fire: boolean): ShownLine {
  const { line_id, options, ...rest } = line;
  return {
    ...rest,
    id: line_id,
    options: options.map((option) => ({ ...option, price: null })),
    total: null,
    state: fire ? "fired" : "draft",
    fired_at_ms: null,
    added_by: by,
    void_reason: null,
    discount: 0,
    comp: null,
    seat: null,
    course: null,
    held: false,
    split_from: null,
    waiting: true,
  };
}

/** What a list shows of a check. Counts only: the amounts are copied. */
export function summaryOf(check: ShownCheck | Check): CheckSummary {
  const standing = check.lines.filter((line) => line.state !== "voided");
  const count = (lines: { quantity: number }[]) =>
    lines.reduce((sum, line) => sum + line.quantity, 0);
  return {
    id: check.id,
    rev: check.rev,
    number: check.number ?? 0,
    state: check.state,
    channel: check.channel,
    table_id: check.table_id,
    table_name: check.table_name,
    name: check.name,
    covers: check.covers,
    opened_at_ms: check.opened_at_ms,
    closed_at_ms: check.closed_at_ms,
    receipt_number: check.receipt_number,
    line_count: count(standing),
    draft_count: count(standing.filter((line) => line.state === "draft")),
    total: check.totals.total,
    balance: check.totals.balance,
    refunded: 0,
    by: check.in_charge ?? check.opened_by,
  };
}
