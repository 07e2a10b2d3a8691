import type { Pieces } from "#shared/types.ts";
import { keyed } from "../pay/quick.ts";

/** How many of each note or coin were found, by what one is worth. */
export type Found = Readonly<Record<number, number>>;

const MOST = 99_999;

/** The count after a key of the keypad for one face. */
export function typed(found: Found, face: number, key: string): Found {
  const count = keyed(found[face] ?? 0, key);
  return count > MOST ? found : { ...found, [face]: count };
}

/** What it all comes to, in rupiah. */
export function worth(found: Found): number {
  return Object.entries(found).reduce((sum, [face, count]) => sum + Number(face) * count, 0);
}

/** As the box wants it, largest first; a face nobody found counts as none. */
export function piecesOf(found: Found, faces: readonly number[]): Pieces[] {
  return faces.map((face) => ({ face: face as Pieces["face"], count: found[face] ?? 0 }));
}

/** The face after this one; the last stays. */
export function nextFace(faces: readonly number[], face: number, step = 1): number {
  const place = faces.indexOf(face) + step;
  return faces[Math.max(0, Math.min(faces.length - 1, place))] ?? face;
}
