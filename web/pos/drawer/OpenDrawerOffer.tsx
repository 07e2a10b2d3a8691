import { Button } from "@mantine/core";
import { IconCashRegister } from "@tabler/icons-react";
import { useState } from "react";
import { useHashLocation } from "wouter/use-hash-location";
import { useStore } from "zustand";
import { useWords } from "#shared/i18n/index.ts";
import { go } from "../go.ts";
import { useMay, useWide } from "../hooks.ts";
import { till } from "../till.ts";
import css from "./Drawer.module.css";

/**
 * Without an open drawer: the offer to open it. Selling goes on without. A tablet has room for it
 * where the money is taken; on a phone it would push the money keys together, so it comes before.
 */
export function OpenDrawerOffer() {
  const { t } = useWords();
  const [at] = useHashLocation();
  const drawer = useStore(till, (known) => known.drawer);
  const may = useMay("till.open");
  const wide = useWide();
  const [later, setLater] = useState(false);
  if (at !== (wide ? "/pay" : "/") || !may || !drawer || drawer.mine) return null;
  const { required } = drawer.policy;
  if (later && !required) return null;
  return (
    <aside className={css.offer} role="status">
      <IconCashRegister size={22} aria-hidden />
      <span>{t(required ? "pos.drawer.offer.required" : "pos.drawer.offer")}</span>
      <Button h={48} onClick={() => go("/drawer")}>
        {t("pos.drawer.offer.open")}
      </Button>
      {required ? null : (
        <Button h={48} variant="subtle" onClick={() => setLater(true)}>
          {t("pos.drawer.offer.later")}
        </Button>
      )}
    </aside>
  );
}
