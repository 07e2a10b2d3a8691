import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { startWords } from "#shared/i18n/index.ts";
import { Refusal } from "#shared/refusal.ts";
import { dismiss, fact, notices, offerUndo, refused, UNDO_MS } from "./notices.ts";

const shown = () => notices.getState().notice;

beforeAll(() => startWords({ id: {}, en: {} }));
beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  dismiss();
  vi.useRealTimers();
});

test("the way back stays for seven seconds", () => {
  offerUndo("Rendang dihapus", () => undefined);
  vi.advanceTimersByTime(UNDO_MS - 1);
  expect(shown()?.words).toBe("Rendang dihapus");
  vi.advanceTimersByTime(1);
  expect(shown()).toBeNull();
});

test("a newer notice has its own time, whatever was left of the older", () => {
  offerUndo("first", () => undefined);
  vi.advanceTimersByTime(6000);
  fact("second");
  vi.advanceTimersByTime(3000);
  expect(shown()?.words).toBe("second");
});

test("closing a notice that has gone does not close the next", () => {
  fact("first");
  const gone = shown()?.id;
  fact("second");
  dismiss(gone);
  expect(shown()?.words).toBe("second");
});

test("a missing permission offers to hand over the screen; a fault shows its number", () => {
  refused(new Refusal({ code: "permission.missing", detail_id: "Tidak boleh." }, 403));
  expect(shown()).toMatchObject({ words: "Tidak boleh.", handOver: true });
  expect(shown()?.fine).toBeUndefined();
  refused(new Refusal({ code: "server.fault", detail: "Rusak.", request_id: "r-7" }, 500));
  expect(shown()).toMatchObject({ fine: "r-7", handOver: false });
});
