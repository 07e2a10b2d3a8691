interface Props {
  name: string;
  colour: string;
  size: number;
}

/** A person as a coloured disc with two letters. Drawn, not written: the name stands beside it. */
export function Initials({ name, colour, size }: Props) {
  const letters = name
    .split(/\s+/)
    .map((word) => word[0] ?? "")
    .join("")
    .slice(0, 2)
    .toUpperCase();
  return (
    <span
      aria-hidden
      data-letters={letters}
      style={{
        width: size,
        height: size,
        flex: "none",
        borderRadius: "50%",
        display: "grid",
        placeItems: "center",
        background: colour,
        color: inkOn(colour),
        fontWeight: 700,
        fontSize: size * 0.38,
      }}
    />
  );
}

/** Black or white, whichever reads better on `colour` (WCAG relative luminance). */
export function inkOn(colour: string): string {
  const hex = /^#([0-9a-f]{6})$/i.exec(colour)?.[1] ?? "888888";
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000000" : "#ffffff";
}
