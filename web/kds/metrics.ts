/**
 * Sizes on the kitchen screen. Everything is in units of the text size, so a ticket's height is
 * known unseen.
 */

import { wrappedLines } from "./packing.ts";
import type { Ticket, TicketLine } from "./tickets.ts";

export type TextSize = "s" | "m" | "l";

export interface Sizes {
  /** Text size of a line, px. */
  text: number;
  columns: number;
  /** Width of a column, px. */
  width: number;
  gap: number;
  /** A phone scrolls down one column; anything wider turns pages. */
  scrolls: boolean;
}

const SCALE: Readonly<Record<TextSize, number>> = { s: 0.84, m: 1, l: 1.2 };
const COLUMN = 14.6;
const PHONE = 600;
const NAMES = "600";
const SMALLER = "500";

/** Readable from three metres on a 1080p screen: 28 px there, growing with the screen. */
export function sizesFor(width: number, size: TextSize): Sizes {
  const text = Math.round(Math.min(40, Math.max(18, 8 + width * 0.0105)) * SCALE[size]);
  const gap = Math.max(8, Math.round(text * 0.4));
  if (width < PHONE) return { text, columns: 1, width: width - 2 * gap, gap, scrolls: true };
  const columns = Math.max(2, Math.floor((width - gap) / (text * COLUMN + gap)));
  const column = (width - gap) / columns - gap;
  return { text, columns, width: column, gap, scrolls: false };
}

/** The parts of a ticket's height in units of the text size; the style sheet uses the same. */
const HEAD = 4.3;
const ADD_ON = 1.5;
const BODY_PADDING = 0.5;
const LINE_PADDING = 0.5;
const NAME = 1.25;
const OPTION = 1.1;
const NOTE = 1.15;
const NOTE_PADDING = 0.55;
const FOOT = 0.6;
const BUTTON = 2.2;
const BORDER = 4;
const SMALL = 0.84;
/** What a line's words cannot use: card padding, the quantity and its gap. */
const BESIDE = 3.45;

/** What a finger needs, px. */
const LEAST_BUTTON = 48;

export type Measure = (font: string, text: string) => number;

/** A ticket, or the part of a long one that fits into a column. */
export interface Piece {
  ticket: Ticket;
  lines: readonly TicketLine[];
  /** 1 for the first. */
  part: number;
  parts: number;
  /** Height it will have on the screen, px. */
  height: number;
}

export interface Look {
  sizes: Sizes;
  words: (line: TicketLine) => LineWords;
  measure: Measure;
}

/**
 * The ticket cut into as many pieces as columns it needs: no line may hide below an edge.
 *
 * @param room height of a column, px
 */
export function piecesOf(ticket: Ticket, look: Look, room: number): Piece[] {
  const { text } = look.sizes;
  const around =
    (HEAD + (ticket.add_on ? ADD_ON : 0) + BODY_PADDING + FOOT) * text +
    Math.max(LEAST_BUTTON, BUTTON * text) +
    BORDER;
  const cut: { lines: TicketLine[]; height: number }[] = [{ lines: [], height: around }];
  for (const line of ticket.lines) {
    const height = lineHeight(look.words(line), look.sizes, look.measure) * text;
    const last = cut.at(-1);
    if (last && (last.lines.length === 0 || last.height + height <= room)) {
      last.lines.push(line);
      last.height += height;
    } else {
      cut.push({ lines: [line], height: around + height });
    }
  }
  return cut.map(({ lines, height }, place) => ({
    ticket,
    lines,
    part: place + 1,
    parts: cut.length,
    height: Math.ceil(height),
  }));
}

export interface LineWords {
  name: string;
  options: string[];
  note: string;
  /** Set before the name of a voided line. */
  mark: string;
}

/** In units of the text size. */
function lineHeight(words: LineWords, sizes: Sizes, measure: Measure): number {
  const room = sizes.width - BORDER - BESIDE * sizes.text;
  const rows = (text: string, weight: string, share: number, less = 0) =>
    wrappedLines(text, room - less * sizes.text, (part) =>
      measure(`${weight} ${sizes.text * share}px`, part),
    );
  const name = rows(words.mark ? `${words.mark} ${words.name}` : words.name, NAMES, 1) * NAME;
  const options = words.options.reduce((sum, one) => sum + rows(one, SMALLER, SMALL) * OPTION, 0);
  const note = words.note ? rows(words.note, NAMES, SMALL, 2.1) * NOTE + NOTE_PADDING : 0;
  return Math.max(LEAST_BUTTON / sizes.text, LINE_PADDING + name + options + note);
}
