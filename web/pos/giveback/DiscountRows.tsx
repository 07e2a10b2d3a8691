import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { nameOf, useWords } from "#shared/i18n/index.ts";
import { percent } from "#shared/ui/percent.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import type { ShownCheck } from "../check/shown.ts";
import { removeDiscount } from "./commands.ts";
import css from "./giveback.module.css";

/** Every discount of the check, with the way to take it back until it is paid. */
export function DiscountRows({ check }: { check: ShownCheck }) {
  const { t, lang } = useWords();
  return check.discounts.map((discount) => {
    const line = check.lines.find(({ id }) => id === discount.line_id);
    const rate = discount.rate_bp ? ` ${percent(discount.rate_bp, lang)}` : "";
    const words = `${t("pos.total.discount")}${rate}${line ? ` · ${nameOf(line, lang)}` : ""}`;
    return (
      <div key={discount.id} className={css.discount}>
        <span>
          {words} · {discount.reason}
          {check.state === "open" ? (
            <ActionIcon
              size={48}
              variant="subtle"
              aria-label={t("pos.discount.remove", { what: words })}
              onClick={() => removeDiscount(check.id, discount.id)}
            >
              <IconX size={18} aria-hidden />
            </ActionIcon>
          ) : null}
        </span>
        <span>{rupiah(-discount.value)}</span>
      </div>
    );
  });
}
