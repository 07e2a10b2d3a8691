/** What the screen itself can do where the browser has it: stay awake, fill the display. */

import { useEffect, useState } from "react";

/**
 * Keeps the display on while the board is shown. Browsers drop the lock when the page is hidden.
 */
export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let gone = false;
    const ask = async () => {
      if (gone || document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
      try {
        lock = await navigator.wakeLock.request("screen");
        if (gone) void lock.release();
      } catch {
        // Low battery or a policy: the display follows its own settings then.
      }
    };
    void ask();
    document.addEventListener("visibilitychange", ask);
    return () => {
      gone = true;
      document.removeEventListener("visibilitychange", ask);
      void lock?.release().catch(() => undefined);
    };
  }, []);
}

export function useFullScreen(): { possible: boolean; on: boolean; toggle: () => void } {
  const [on, setOn] = useState(() => document.fullscreenElement !== null);
  useEffect(() => {
    const note = () => setOn(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", note);
    return () => document.removeEventListener("fullscreenchange", note);
  }, []);
  const toggle = () => {
    const change = on ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    void change.catch(() => undefined);
  };
  return { possible: document.fullscreenEnabled === true, on, toggle };
}

/** The size of an element as it is laid out. */
export function useRoom(): [
  (element: HTMLElement | null) => void,
  { width: number; height: number },
] {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [room, setRoom] = useState({ width: 0, height: 0 });
  useEffect(() => {
    if (!element) return;
    const watch = new ResizeObserver(() =>
      setRoom({ width: element.clientWidth, height: element.clientHeight }),
    );
    watch.observe(element);
    setRoom({ width: element.clientWidth, height: element.clientHeight });
    return () => watch.disconnect();
  }, [element]);
  return [setElement, room];
}

/** Measures text as it will be drawn; anew once the typeface has loaded. */
export function useMeasure(): (font: string, text: string) => number {
  const [measure, setMeasure] = useState(() => measurer());
  useEffect(() => {
    let gone = false;
    void document.fonts?.ready.then(() => {
      if (!gone) setMeasure(() => measurer());
    });
    return () => {
      gone = true;
    };
  }, []);
  return measure;
}

const MEASURED_AT_MOST = 20_000;

function measurer(): (font: string, text: string) => number {
  const pen = document.createElement("canvas").getContext("2d");
  const family = getComputedStyle(document.body).fontFamily || "sans-serif";
  const known = new Map<string, number>();
  return (font, text) => {
    const key = `${font}\u0000${text}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size > MEASURED_AT_MOST) known.clear();
    if (pen) pen.font = `${font} ${family}`;
    const width = pen?.measureText(text).width ?? text.length * 10;
    known.set(key, width);
    return width;
  };
}
