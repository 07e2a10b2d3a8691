/** A scanner types a code in a burst; a person does not. */
const GAP_MS = 30;
const SILENCE_MS = 60;
const SHORTEST = 4;

type Field = HTMLInputElement | HTMLTextAreaElement;

interface Burst {
  text: string;
  lastMs: number;
  field: Field | null;
  /** The field before the first key, which cannot be known to be a scanner's. */
  before: { value: string; start: number | null; end: number | null } | null;
}

export interface Scan {
  code: string;
  /** The first key had already reached the screen when the burst was recognised. */
  leaked: string;
}

/** Listens to every key of the window and tells scans from typing. Returns how to stop. */
export function listenForScans(onScan: (scan: Scan) => void, now: () => number = clock) {
  let burst: Burst | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const end = (): boolean => {
    if (timer) clearTimeout(timer);
    timer = null;
    const done = burst;
    burst = null;
    if (!done || done.text.length < 2) return false;
    if (done.text.length < SHORTEST) {
      giveBack(done);
      return false;
    }
    restore(done);
    onScan({ code: done.text, leaked: done.field ? "" : done.text.slice(0, 1) });
    return true;
  };

  const listen = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    const at = now();
    const quick = burst !== null && at - burst.lastMs < GAP_MS;
    if (event.key === "Enter" || event.key === "Tab") {
      if (quick && end()) swallow(event);
      return;
    }
    if (event.key.length !== 1) return;
    if (!quick || !burst) {
      end();
      burst = { text: event.key, lastMs: at, ...fieldOf(event.target) };
    } else {
      burst.text += event.key;
      burst.lastMs = at;
      swallow(event);
    }
    if (timer) clearTimeout(timer);
    timer = setTimeout(end, SILENCE_MS);
  };

  window.addEventListener("keydown", listen, { capture: true });
  return () => {
    if (timer) clearTimeout(timer);
    window.removeEventListener("keydown", listen, { capture: true });
  };
}

const clock = () => performance.now();

function swallow(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

function fieldOf(target: EventTarget | null): Pick<Burst, "field" | "before"> {
  const types = /^(text|search|tel|password|url)$/;
  const field =
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && types.test(target.type))
      ? target
      : null;
  if (!field) return { field: null, before: null };
  const { value, selectionStart: start, selectionEnd: end } = field;
  return { field, before: { value, start, end } };
}

/** Takes the burst's first key out of the field again. */
function restore(burst: Burst): void {
  if (!burst.field || !burst.before) return;
  write(burst.field, burst.before.value, burst.before.start ?? burst.before.value.length);
}

/** Two or three quick keys were a person's after all: put back what was held. */
function giveBack(burst: Burst): void {
  if (!burst.field) return;
  const { value, selectionStart, selectionEnd } = burst.field;
  const start = selectionStart ?? value.length;
  const held = burst.text.slice(1);
  const next = value.slice(0, start) + held + value.slice(selectionEnd ?? start);
  write(burst.field, next, start + held.length);
}

/** Sets a field so that React hears of it. */
function write(field: Field, value: string, caret: number): void {
  const kind = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
  Object.getOwnPropertyDescriptor(kind.prototype, "value")?.set?.call(field, value);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.setSelectionRange?.(caret, caret);
}
