import { ActionIcon, Button } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useWords } from "#shared/i18n/index.ts";
import type { Drawer, TillSession } from "#shared/types.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import { Keypad } from "../pay/Keypad.tsx";
import { countDrawer } from "./acts.ts";
import { type Found, nextFace, piecesOf, typed, worth } from "./counting.ts";
import css from "./Drawer.module.css";

interface Props {
  drawer: Drawer;
  session: TillSession;
  onBack: () => void;
  onCounted: () => void;
}

/** The blind count: a row for every note and coin, largest first; nothing says what is expected. */
export function CountDrawer({ drawer, session, onBack, onCounted }: Props) {
  const { t } = useWords();
  const { faces } = drawer;
  const [found, setFound] = useState<Found>({});
  const [face, setFace] = useState(faces[0] ?? 0);
  const [sending, setSending] = useState(false);
  const total = worth(found);
  useArrows((step) => setFace((now) => nextFace(faces, now, step)));
  const send = async () => {
    if (sending) return;
    setSending(true);
    try {
      await countDrawer(session.id, piecesOf(found, faces));
      onCounted();
    } catch {
      setSending(false);
    }
  };
  return (
    <div className={css.page} data-counting>
      <section className={css.side}>
        <header className={css.head}>
          <ActionIcon aria-label={t("app.back")} disabled={sending} onClick={onBack}>
            <IconArrowLeft aria-hidden />
          </ActionIcon>
          <h2>{t("pos.drawer.count.title")}</h2>
        </header>
        <ul className={css.faces} aria-label={t("pos.drawer.count.title")}>
          {faces.map((each) => (
            <FaceRow
              key={each}
              face={each}
              count={found[each]}
              chosen={each === face}
              choose={() => setFace(each)}
            />
          ))}
        </ul>
      </section>
      <section className={css.work}>
        <div className={css.amount} data-empty={total === 0 || undefined}>
          <span>{t("pos.drawer.counted")}</span>
          <output aria-live="polite">{rupiah(total)}</output>
        </div>
        <Keypad
          disabled={sending}
          onKey={(key) => setFound((now) => typed(now, face, key))}
          onEnter={() => setFace((now) => nextFace(faces, now))}
          onLeave={onBack}
        />
        <div className={css.two}>
          <Button h={64} variant="default" onClick={() => setFace(nextFace(faces, face))}>
            {t("pos.drawer.next_face")}
          </Button>
          <Button h={64} fz={18} loading={sending} onClick={send}>
            {t("pos.drawer.count.done")}
          </Button>
        </div>
      </section>
    </div>
  );
}

function FaceRow(props: {
  face: number;
  count: number | undefined;
  chosen: boolean;
  choose: () => void;
}) {
  const { t } = useWords();
  const here = useRef<HTMLButtonElement>(null);
  const { face, count, chosen, choose } = props;
  useEffect(() => {
    if (chosen) here.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <li>
      <button
        ref={here}
        type="button"
        aria-pressed={chosen}
        aria-label={t("pos.drawer.face", { face: rupiah(face), count: count ?? 0 })}
        onClick={choose}
      >
        <b>{rupiah(face)}</b>
        <span data-none={count === undefined || undefined}>× {count ?? 0}</span>
        <output>{rupiah(face * (count ?? 0))}</output>
      </button>
    </li>
  );
}

function useArrows(move: (step: number) => void): void {
  const latest = useRef(move);
  latest.current = move;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      latest.current(event.key === "ArrowDown" ? 1 : -1);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}
