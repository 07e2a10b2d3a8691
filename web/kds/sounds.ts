/** Three short sounds, made on the spot: nothing to download, nothing that can be missing. */

import { createStore } from "zustand/vanilla";
import { keep, readKept } from "#shared/kept.ts";
import type { Cue } from "./heard.ts";

interface Note {
  hertz: number;
  at: number;
  for: number;
  shape: OscillatorType;
}

/** Told apart by rhythm and direction as well as by pitch: kitchens are loud. */
const CUES: Readonly<Record<Cue, readonly Note[]>> = {
  new: [
    { hertz: 784, at: 0, for: 0.14, shape: "triangle" },
    { hertz: 1175, at: 0.15, for: 0.3, shape: "triangle" },
  ],
  late: [
    { hertz: 440, at: 0, for: 0.12, shape: "square" },
    { hertz: 440, at: 0.2, for: 0.12, shape: "square" },
    { hertz: 440, at: 0.4, for: 0.12, shape: "square" },
  ],
  change: [
    { hertz: 988, at: 0, for: 0.12, shape: "triangle" },
    { hertz: 659, at: 0.13, for: 0.12, shape: "triangle" },
    { hertz: 494, at: 0.26, for: 0.26, shape: "triangle" },
  ],
};

export interface SoundState {
  muted: boolean;
  /** 0 to 100. */
  volume: number;
  /** The browser lets no page sound before somebody has touched it. */
  asleep: boolean;
}

export const sound = createStore<SoundState>(() => ({
  muted: readKept("kds.muted") === "yes",
  volume: keptVolume(),
  asleep: true,
}));

let context: AudioContext | null = null;

export function setMuted(muted: boolean): void {
  keep("kds.muted", muted ? "yes" : "no");
  sound.setState({ muted });
}

export function setVolume(volume: number): void {
  keep("kds.volume", String(volume));
  sound.setState({ volume });
}

/** Called at every touch and key until the browser lets sound through. */
export function wakeSound(): void {
  try {
    context ??= new AudioContext();
  } catch {
    return;
  }
  const awake = context;
  const note = () => {
    const asleep = awake.state !== "running";
    if (asleep !== sound.getState().asleep) sound.setState({ asleep });
  };
  if (awake.state === "running") note();
  else void awake.resume().then(note, note);
}

export function play(cue: Cue): void {
  const { muted, volume } = sound.getState();
  if (muted || volume === 0 || context?.state !== "running") return;
  const start = context.currentTime + 0.02;
  for (const note of CUES[cue]) sing(context, note, start, volume / 100);
}

function sing(to: AudioContext, note: Note, start: number, loudness: number): void {
  const voice = to.createOscillator();
  const gain = to.createGain();
  const [from, until] = [start + note.at, start + note.at + note.for];
  voice.type = note.shape;
  voice.frequency.value = note.hertz;
  gain.gain.setValueAtTime(0, from);
  gain.gain.linearRampToValueAtTime(loudness * (note.shape === "square" ? 0.35 : 0.9), from + 0.01);
  gain.gain.exponentialRampToValueAtTime(0.001, until);
  voice.connect(gain).connect(to.destination);
  voice.start(from);
  voice.stop(until + 0.02);
}

function keptVolume(): number {
  const kept = Number(readKept("kds.volume") ?? "80");
  return Number.isFinite(kept) ? Math.min(100, Math.max(0, kept)) : 80;
}
