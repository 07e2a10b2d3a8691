/** Laying tickets, or pieces of long ones, out on pages: down each column and then to the right. */

export interface Page<T> {
  columns: T[][];
}

export interface Room {
  columns: number;
  /** Height of a column, px. */
  height: number;
  gap: number;
}

/**
 * Everything on exactly one page, in order. What is taller than a column has a column to itself.
 *
 * @param heightOf the height a ticket will have on the screen, px
 */
export function pack<T>(
  tickets: readonly T[],
  room: Room,
  heightOf: (ticket: T) => number,
): Page<T>[] {
  const pages: Page<T>[] = [{ columns: [[]] }];
  let used = 0;
  for (const ticket of tickets) {
    const height = Math.min(heightOf(ticket), room.height);
    const column = pages.at(-1)?.columns.at(-1) ?? [];
    const wanted = column.length === 0 ? height : used + room.gap + height;
    if (column.length > 0 && wanted > room.height) {
      open(pages, room.columns).push(ticket);
      used = height;
    } else {
      column.push(ticket);
      used = wanted;
    }
  }
  return pages;
}

function open<T>(pages: Page<T>[], columns: number): T[] {
  const column: T[] = [];
  const page = pages.at(-1);
  if (page && page.columns.length < columns) page.columns.push(column);
  else pages.push({ columns: [column] });
  return column;
}

/**
 * Lines a text takes when wrapped at words in a given width.
 *
 * @param measure width of a text in px
 */
export function wrappedLines(
  text: string,
  width: number,
  measure: (text: string) => number,
): number {
  let lines = 1;
  let used = 0;
  const space = measure(" ");
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const size = measure(word);
    const next = used === 0 ? size : used + space + size;
    if (next <= width) {
      used = next;
      continue;
    }
    if (used > 0) lines += 1;
    // A word wider than the column breaks inside.
    lines += Math.max(0, Math.ceil(size / width) - 1);
    used = size % width || Math.min(size, width);
  }
  return lines;
}
