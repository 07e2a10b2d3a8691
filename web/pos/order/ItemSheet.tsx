import { Button, Stack, Text } from "@mantine/core";
import { IconBan, IconCircleCheck, IconPlus } from "@tabler/icons-react";
import { nameOf, useWords } from "#shared/i18n/index.ts";
import type { Item } from "#shared/types.ts";
import { setSoldOut } from "../commands.ts";
import { useMay } from "../hooks.ts";
import { Sheet } from "../screens/Sheet.tsx";
import { tapItem } from "./sell.ts";

/** What else can be done with an item: 86 it, or put it back on sale. */
export function ItemSheet({ item, onClose }: { item: Item; onClose: () => void }) {
  const { t, lang } = useWords();
  const may = useMay("menu.sold_out");
  const name = nameOf(item, lang);
  const description = lang === "en" ? item.description_en : item.description_id;
  const act = (work: () => void) => () => {
    onClose();
    work();
  };
  return (
    <Sheet opened onClose={onClose} title={name} size={420}>
      <Stack gap="md">
        {description ? <Text>{description}</Text> : null}
        <Text c={item.sold_out ? "var(--tilo-bad)" : "var(--tilo-dim)"} fw={600}>
          {t(item.sold_out ? "pos.item.sold_out.says" : "pos.item.available.says", { name })}
        </Text>
        {item.sold_out ? null : (
          <Button
            leftSection={<IconPlus size={20} aria-hidden />}
            onClick={act(() => tapItem(item))}
          >
            {t("pos.choose.add")}
          </Button>
        )}
        {may ? (
          <Button
            variant="default"
            color={item.sold_out ? "lagoon" : "red"}
            leftSection={
              item.sold_out ? (
                <IconCircleCheck size={20} aria-hidden />
              ) : (
                <IconBan size={20} aria-hidden />
              )
            }
            onClick={act(() => setSoldOut(item, name, !item.sold_out))}
          >
            {t(item.sold_out ? "pos.item.mark_available" : "pos.item.mark_sold_out")}
          </Button>
        ) : null}
      </Stack>
    </Sheet>
  );
}
