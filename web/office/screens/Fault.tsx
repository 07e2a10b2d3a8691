import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Refusal, Unreachable } from "#shared/client.ts";
import { useWords } from "#shared/i18n/index.ts";
import css from "./Fault.module.css";

/** What went wrong in a sentence, and the id under which support finds it. */
export function Fault({ fault, again }: { fault: unknown; again?: () => void }) {
  const { t, lang } = useWords();
  const sentence =
    fault instanceof Refusal
      ? fault.sentence(lang)
      : fault instanceof Unreachable
        ? t("office.unreachable")
        : t("office.fault");
  const id = fault instanceof Refusal ? fault.requestId : null;
  return (
    <div className={css.fault} role="alert">
      <IconAlertTriangle aria-hidden />
      <div>
        <p>{sentence}</p>
        {id ? (
          <p className={css.id}>
            {t("office.request_id")} <code>{id}</code>
          </p>
        ) : null}
      </div>
      {again ? (
        <Button variant="default" onClick={again}>
          {t("app.retry")}
        </Button>
      ) : null}
    </div>
  );
}
