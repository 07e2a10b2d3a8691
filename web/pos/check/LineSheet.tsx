import { Button, Stack, Text } from "@mantine/core";
import { IconBan } from "@tabler/icons-react";
import { useState } from "react";
import { useStore } from "zustand";
import { useWords } from "#shared/i18n/index.ts";
import type { Item } from "#shared/types.ts";
import { changeLine, removeDraft, voidFired } from "../commands.ts";
import { LineActs } from "../giveback/LineActs.tsx";
import { useMenu } from "../hooks.ts";
import { ChoiceFields } from "../order/ChoiceFields.tsx";
import { Quantity } from "../order/Quantity.tsx";
import { type Choice, groupsOf, lacking, wish } from "../order/wish.ts";
import { Sheet } from "../screens/Sheet.tsx";
import { ServeFields } from "../split/ServeFields.tsx";
import { till } from "../till.ts";
import { lineName } from "./CheckLine.tsx";
import { ReasonSheet } from "./ReasonSheet.tsx";
import type { ShownCheck, ShownLine } from "./shown.ts";

interface Props {
  check: ShownCheck;
  line: ShownLine;
  onClose: () => void;
}

/** A draft can be changed; what the kitchen has can only be voided, with a reason. */
export function LineSheet({ check, line, onClose }: Props) {
  const item = useStore(till, (known) => known.index.byId.get(line.item_id));
  const [began] = useState(line.state);
  if (item && began === "draft") {
    return <EditDraft check={check} line={line} item={item} onClose={onClose} />;
  }
  return <FiredLine check={check} line={line} onClose={onClose} />;
}

function EditDraft({ check, line, item, onClose }: Props & { item: Item }) {
  const { t, lang } = useWords();
  const menu = useMenu();
  const groups = menu ? groupsOf(item, menu) : [];
  const [choice, setChoice] = useState<Choice>(() => ({
    variant: item.variants.find(({ id }) => id === line.variant_id) ?? null,
    options: line.options.map((option) => option.id),
    quantity: line.quantity,
    note: line.note,
  }));
  const name = lineName(line, lang);
  const stillDraft = line.state === "draft" && check.state === "open";
  const save = () => {
    const { line_id: _, ...to } = wish(item, groups, choice);
    changeLine(check.id, line.id, to);
    onClose();
  };
  const remove = () => {
    removeDraft(check, line, name);
    onClose();
  };
  const blocked = !stillDraft || lacking(groups, choice.options).length > 0;
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
            {...(stillDraft ? { remove } : {})}
          />
          <Button h={64} flex={1} fz={18} disabled={blocked} onClick={save}>
            {t("app.save")}
          </Button>
        </>
      }
    >
      {stillDraft ? null : (
        <Text role="alert" c="var(--tilo-bad)" fw={600} pb="sm">
          {t(line.state === "voided" ? "pos.line.gone" : "pos.line.changed_meanwhile")}
        </Text>
      )}
      <ChoiceFields item={item} groups={groups} choice={choice} onChoice={setChoice} />
      {stillDraft ? <ServeFields check={check} line={line} /> : null}
    </Sheet>
  );
}

function FiredLine({ check, line, onClose }: Props) {
  const { t, lang } = useWords();
  const [asking, setAsking] = useState(false);
  const name = lineName(line, lang);
  if (asking) {
    return (
      <ReasonSheet
        title={t("pos.line.void.reason", { name })}
        reasons={["mistake", "guest", "slow", "quality", "sold_out"]}
        onClose={onClose}
        onReason={(reason) => {
          voidFired(check.id, line.id, reason);
          onClose();
        }}
      />
    );
  }
  const voidable = line.state !== "voided" && check.state === "open";
  return (
    <Sheet opened onClose={onClose} title={`${line.quantity}× ${name}`} size={420}>
      <Stack>
        {line.options.length > 0 ? (
          <Text>{line.options.map((o) => (lang === "en" ? o.name_en : o.name_id)).join(", ")}</Text>
        ) : null}
        {line.note ? <Text fs="italic">“{line.note}”</Text> : null}
        <Text c="var(--tilo-dim)">
          {t(`pos.line.${line.state}`)} · {line.added_by.name}
        </Text>
        {voidable ? <ServeFields check={check} line={line} /> : null}
        {voidable ? <LineActs check={check} line={line} name={name} onClose={onClose} /> : null}
        {voidable ? (
          <Button
            color="red"
            variant="light"
            leftSection={<IconBan size={20} aria-hidden />}
            onClick={() => setAsking(true)}
          >
            {t("pos.line.void")}
          </Button>
        ) : null}
      </Stack>
    </Sheet>
  );
}
