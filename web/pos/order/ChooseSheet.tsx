import { Button } from "@mantine/core";
import { useState } from "react";
import { nameOf, useWords } from "#shared/i18n/index.ts";
import type { Item } from "#shared/types.ts";
import { useMenu } from "../hooks.ts";
import { Sheet } from "../screens/Sheet.tsx";
import { ChoiceFields } from "./ChoiceFields.tsx";
import { Quantity } from "./Quantity.tsx";
import { sell } from "./sell.ts";
import { type Choice, defaultChoice, groupsOf, lacking } from "./wish.ts";

/** Asks what must be known before an item can be sold. The usual answers are there already. */
export function ChooseSheet({ item, onClose }: { item: Item; onClose: () => void }) {
  const { t, lang } = useWords();
  const menu = useMenu();
  const groups = menu ? groupsOf(item, menu) : [];
  const [choice, setChoice] = useState<Choice>(() => defaultChoice(item, groups));
  const name = nameOf(item, lang);
  const missing = lacking(groups, choice.options)[0];
  const add = () => {
    if (missing) return;
    sell(item, choice);
    onClose();
  };
  return (
    <Sheet
      opened
      onClose={onClose}
      title={name}
      foot={
        <>
          <Quantity
            name={name}
            quantity={choice.quantity}
            set={(quantity) => setChoice({ ...choice, quantity })}
          />
          <Button
            h={64}
            flex={1}
            fz={18}
            disabled={missing !== undefined}
            onClick={add}
            data-autofocus
          >
            {missing
              ? t("pos.choose.lacking", { group: nameOf(missing, lang) })
              : t("pos.choose.add")}
          </Button>
        </>
      }
    >
      <ChoiceFields item={item} groups={groups} choice={choice} onChoice={setChoice} />
    </Sheet>
  );
}
