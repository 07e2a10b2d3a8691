import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import { beforeAll, expect, test, vi } from "vitest";
import { startWords } from "../i18n/index.ts";
import { PinPad } from "./PinPad.tsx";

beforeAll(() => startWords({ id: {}, en: {} }));

function pad(over: Partial<Parameters<typeof PinPad>[0]> = {}) {
  const onPin = vi.fn();
  const all = { busy: false, refusals: 0, onPin, ...over };
  const view = render(<PinPad {...all} />, { wrapper: MantineProvider });
  const again = (next: Partial<typeof all>) => view.rerender(<PinPad {...all} {...next} />);
  return { onPin, again };
}

const type = (keys: string[]) => {
  for (const key of keys) fireEvent.keyDown(window, { key });
};
const filled = () => screen.getByRole("status").getAttribute("aria-label");

test("six digits send themselves", () => {
  const { onPin } = pad();
  for (const digit of "281028") fireEvent.click(screen.getByRole("button", { name: digit }));
  expect(onPin.mock.calls).toEqual([["281028"]]);
});

test("four digits wait for the tick or Enter; three are not sent", () => {
  const { onPin } = pad();
  type(["1", "2", "3", "Enter"]);
  expect(onPin).not.toHaveBeenCalled();
  type(["4", "Enter"]);
  expect(onPin.mock.calls).toEqual([["1234"]]);
});

test("a wrong digit is rubbed out", () => {
  const { onPin } = pad();
  type(["1", "2", "3", "9", "Backspace", "4", "Enter"]);
  expect(onPin.mock.calls).toEqual([["1234"]]);
});

test("a refusal empties the digits", () => {
  const { again } = pad();
  type(["1", "2", "3", "4"]);
  expect(filled()).toBe("4 angka terisi");
  again({ refusals: 1 });
  expect(filled()).toBe("0 angka terisi");
});

test("while it must wait, no key counts", () => {
  const { onPin } = pad({ disabled: true });
  type(["1", "2", "3", "4", "5", "6", "Enter"]);
  expect(onPin).not.toHaveBeenCalled();
  expect(filled()).toBe("0 angka terisi");
});
