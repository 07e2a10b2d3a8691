import { Button, TextInput } from "@mantine/core";
import { IconLanguage } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { Refusal } from "#shared/client.ts";
import { setLanguage, useWords } from "#shared/i18n/index.ts";
import { useParts } from "../parts.ts";
import type { OfficeSession } from "../types.ts";
import { Fault } from "./Fault.tsx";
import css from "./SignIn.module.css";

export function SignIn() {
  const { t, lang } = useWords();
  const { client, keeper } = useParts();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const body = { email: String(given.get("email")).trim(), password: given.get("password") };
    setBusy(true);
    setFault(null);
    try {
      keeper.keep(await client.post<OfficeSession>("/api/sign-in", body, { token: null }));
    } catch (cause) {
      setFault(cause);
      setBusy(false);
    }
  };
  const other = lang === "id" ? "en" : "id";
  return (
    <main className={css.page}>
      <form className={css.card} onSubmit={send}>
        <p className={css.brand}>TiloPOS</p>
        <h1>{t("office.title")}</h1>
        <p className={css.hint}>{t("office.sign_in.hint")}</p>
        <TextInput
          name="email"
          type="email"
          label={t("office.sign_in.email")}
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
        />
        <TextInput
          name="password"
          type="password"
          label={t("office.sign_in.password")}
          autoComplete="current-password"
          required
          withAsterisk={false}
        />
        {fault && !(fault instanceof Refusal && fault.signedOut) ? <Fault fault={fault} /> : null}
        <Button type="submit" fullWidth loading={busy}>
          {t("sign_in.enter")}
        </Button>
      </form>
      <Button
        variant="subtle"
        leftSection={<IconLanguage size={20} aria-hidden />}
        lang={other}
        onClick={() => setLanguage(other)}
      >
        {t("app.language.other")}
      </Button>
    </main>
  );
}
