/**
 * The box's heartbeat as this screen hears it: is what we show still true, and what time is it
 * there.
 *
 * Only the monotonic clock is asked, so a tablet with a wrong or jumping clock is never fooled.
 */

/**
 * A screen promises to say within 5 s that it is stale; drawing takes a moment of them. The box
 * beats every 2 s.
 */
export const STALE_AFTER_MS = 4_800;
const SAMPLES = 5;
const JUMP_MS = 2_000;

export interface Pulse {
  /** Monotonic time of the last beat; before the first one, of when listening began. */
  heardAt: number;
  /** Box time minus monotonic time, of the latest beats. */
  offsets: readonly number[];
  boot: string | null;
}

export function listening(mono: number): Pulse {
  return { heardAt: mono, offsets: [], boot: null };
}

export function heardBeat(
  pulse: Pulse,
  beat: { now_ms: number; boot: string },
  mono: number,
): Pulse {
  const offset = beat.now_ms - mono;
  const known = boxOffset(pulse);
  const jumped = known !== null && Math.abs(offset - known) > JUMP_MS;
  const offsets = jumped ? [offset] : [...pulse.offsets, offset].slice(-SAMPLES);
  return { heardAt: mono, offsets, boot: beat.boot };
}

/** A delayed beat makes the box's clock look slow, never fast: the largest offset is the truest. */
export function boxOffset(pulse: Pulse): number | null {
  return pulse.offsets.length === 0 ? null : Math.max(...pulse.offsets);
}

/** The box's clock now (UTC ms), or null before the first beat. */
export function boxNow(pulse: Pulse, mono: number): number | null {
  const offset = boxOffset(pulse);
  return offset === null ? null : mono + offset;
}

export function isStale(pulse: Pulse, mono: number): boolean {
  return mono - pulse.heardAt >= STALE_AFTER_MS;
}

/** Box time of the last beat (UTC ms): what is shown was true then. Null when none ever came. */
export function trueUntil(pulse: Pulse): number | null {
  return boxNow(pulse, pulse.heardAt);
}
