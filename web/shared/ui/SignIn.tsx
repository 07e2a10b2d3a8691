import { Button } from "@mantine/core";
import { IconArrowLeft, IconLanguage } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { type Client, Refusal } from "../client.ts";
import { setLanguage, suggestLanguage, useWords } from "../i18n/index.ts";
import type { SessionKeeper } from "../session.ts";
import type { SignedIn, StaffTile, Welcome } from "../types.ts";
import { Initials } from "./Initials.tsx";
import { PinPad } from "./PinPad.tsx";
import css from "./SignIn.module.css";

interface Props {
  client: Client;
  keeper: SessionKeeper;
  /** How the box's records call this screen. */
  device: string;
  onSignedIn?: (signedIn: SignedIn) => void;
  /** Said above the names: what waits behind the lock. */
  notice?: ReactNode;
  /** Leaves without signing in, when somebody still has the screen. */
  onCancel?: () => void;
}

/** Names as tiles, then the PIN. The same on the till and in the kitchen. */
export function SignIn({ client, keeper, device, onSignedIn, notice, onCancel }: Props) {
  const { t, lang } = useWords();
  const [who, setWho] = useState<StaffTile | null>(null);
  const welcome = useQuery({
    queryKey: ["welcome"],
    queryFn: () => client.get<Welcome>("/api/welcome"),
    staleTime: 30_000,
  });
  const outletLanguage = welcome.data?.outlet.language;
  useEffect(() => {
    if (outletLanguage) suggestLanguage(outletLanguage);
  }, [outletLanguage]);

  return (
    <main className={css.page}>
      <header className={css.head}>
        <div>
          <h1>{welcome.data?.outlet.name ?? "Tilo"}</h1>
          <p>
            {welcome.data?.outlet.city}
            {welcome.data?.demo ? ` · ${t("app.demo")}` : ""}
          </p>
        </div>
        <Button
          variant="subtle"
          leftSection={<IconLanguage size={20} aria-hidden />}
          onClick={() => setLanguage(lang === "id" ? "en" : "id")}
          lang={lang === "id" ? "en" : "id"}
        >
          {t("app.language.other")}
        </Button>
      </header>
      {notice ? <div className={css.notice}>{notice}</div> : null}
      {welcome.failureCount > 1 && !welcome.data ? (
        <p className={css.fault} role="alert">
          {t("sign_in.unreachable")}
        </p>
      ) : null}
      {who ? (
        <Pin
          key={who.id}
          who={who}
          back={() => setWho(null)}
          signIn={(pin) => keeper.signIn(client, who.id, pin, device)}
          onSignedIn={onSignedIn}
        />
      ) : (
        <Names staff={welcome.data?.staff ?? []} pick={setWho} onCancel={onCancel} />
      )}
    </main>
  );
}

function Names(props: {
  staff: StaffTile[];
  pick: (staff: StaffTile) => void;
  onCancel: (() => void) | undefined;
}) {
  const { t } = useWords();
  return (
    <section className={css.names} aria-label={t("sign_in.who")}>
      <h2>{t("sign_in.who")}</h2>
      <div className={css.tiles}>
        {props.staff.map((staff) => (
          <button key={staff.id} type="button" onClick={() => props.pick(staff)}>
            <Initials name={staff.name} colour={staff.colour} size={52} />
            <span>
              <b>{staff.name}</b>
              <small>{t(`role.${staff.role}`)}</small>
            </span>
          </button>
        ))}
      </div>
      {props.onCancel ? (
        <Button variant="default" onClick={props.onCancel}>
          {t("app.cancel")}
        </Button>
      ) : null}
    </section>
  );
}

function Pin(props: {
  who: StaffTile;
  back: () => void;
  signIn: (pin: string) => Promise<SignedIn>;
  onSignedIn: ((signedIn: SignedIn) => void) | undefined;
}) {
  const { t, lang } = useWords();
  const [busy, setBusy] = useState(false);
  const [refusals, setRefusals] = useState(0);
  const [fault, setFault] = useState<Refusal | "silence" | null>(null);
  const { back } = props;
  const [wait, hold] = useCountdown();

  useEffect(() => {
    const listen = (event: KeyboardEvent) => event.key === "Escape" && back();
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [back]);

  const send = async (pin: string) => {
    setBusy(true);
    setFault(null);
    try {
      const signedIn = await props.signIn(pin);
      suggestLanguage(signedIn.staff.language);
      props.onSignedIn?.(signedIn);
    } catch (cause) {
      setFault(cause instanceof Refusal ? cause : "silence");
      if (cause instanceof Refusal) hold(Number(cause.facts.retry_after_s ?? 0));
      setRefusals((count) => count + 1);
    } finally {
      setBusy(false);
    }
  };

  const said = fault === "silence" ? t("sign_in.unreachable") : (fault?.sentence(lang) ?? "");
  const sentence = wait > 0 ? t("sign_in.wait", { count: wait }) : said;
  return (
    <section className={css.pin}>
      <div className={css.who}>
        <Initials name={props.who.name} colour={props.who.colour} size={56} />
        <h2>{t("sign_in.pin", { name: props.who.name })}</h2>
      </div>
      <p className={css.fault} role="alert">
        {sentence}
      </p>
      <PinPad busy={busy} disabled={wait > 0} refusals={refusals} onPin={send} />
      <Button
        variant="subtle"
        leftSection={<IconArrowLeft size={20} aria-hidden />}
        onClick={props.back}
      >
        {t("sign_in.other")}
      </Button>
    </section>
  );
}

/** Seconds left of a wait, and how to begin one. */
function useCountdown(): [number, (seconds: number) => void] {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (left <= 0) return;
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  return [left, setLeft];
}
