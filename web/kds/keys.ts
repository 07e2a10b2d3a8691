/** What each key of a keyboard or bump bar does on the kitchen screen. */

export type KeyAction =
  | { kind: "select"; slot: number }
  | { kind: "bump" }
  | { kind: "recall" }
  | { kind: "page"; by: 1 | -1 }
  | { kind: "all_day" }
  | { kind: "mute" }
  | { kind: "done" }
  | { kind: "deselect" };

export interface KeyPress {
  key: string;
  ctrlKey?: boolean;
  metaKey?: boolean;
  altKey?: boolean;
  /** Held down: the keyboard repeats by itself. */
  repeat?: boolean;
  /** The press goes into a text field, which keeps it. */
  typing?: boolean;
}

const ACTIONS: Readonly<Record<string, KeyAction>> = {
  Enter: { kind: "bump" },
  Backspace: { kind: "recall" },
  ArrowRight: { kind: "page", by: 1 },
  ArrowDown: { kind: "page", by: 1 },
  PageDown: { kind: "page", by: 1 },
  ArrowLeft: { kind: "page", by: -1 },
  ArrowUp: { kind: "page", by: -1 },
  PageUp: { kind: "page", by: -1 },
  a: { kind: "all_day" },
  m: { kind: "mute" },
  d: { kind: "done" },
  Escape: { kind: "deselect" },
};

/** The action of a key press, or null for one that is not ours. */
export function keyAction(press: KeyPress): KeyAction | null {
  if (press.typing || press.ctrlKey || press.metaKey || press.altKey) return null;
  const action = actionOf(press.key);
  // A key leaned on must not empty the board ticket by ticket.
  return press.repeat && action?.kind !== "page" ? null : action;
}

function actionOf(key: string): KeyAction | null {
  if (/^[1-9]$/.test(key)) return { kind: "select", slot: Number(key) };
  return ACTIONS[key.length === 1 ? key.toLowerCase() : key] ?? null;
}
