import { Textarea } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { nameOf, useWords, type Words } from "#shared/i18n/index.ts";
import type { Item, ModifierGroup } from "#shared/types.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import css from "./ChoiceFields.module.css";
import { type Choice, takenOf, toggled } from "./wish.ts";

interface Props {
  item: Item;
  groups: ModifierGroup[];
  choice: Choice;
  onChoice: (choice: Choice) => void;
}

/** Variant, modifier groups and note of one line. The bounds here are a courtesy; the box decides. */
export function ChoiceFields({ item, groups, choice, onChoice }: Props) {
  const { t, lang } = useWords();
  return (
    <>
      {item.variants.length > 0 ? (
        <fieldset className={css.group}>
          <legend>{t("pos.choose.variant")}</legend>
          <div className={css.options}>
            {item.variants.map((variant) => (
              <Option
                key={variant.id}
                single
                name={nameOf(variant, lang)}
                price={rupiah(variant.price)}
                taken={choice.variant?.id === variant.id}
                tap={() => onChoice({ ...choice, variant })}
              />
            ))}
          </div>
        </fieldset>
      ) : null}
      {groups.map((group) => (
        <fieldset key={group.id} className={css.group}>
          <legend>
            {nameOf(group, lang)} <small>{bounds(group, t)}</small>
          </legend>
          <div className={css.options}>
            {group.options.map((option) => {
              const taken = choice.options.includes(option.id);
              const full = group.max > 1 && takenOf(group, choice.options) >= group.max;
              return (
                <Option
                  key={option.id}
                  single={group.max === 1 && group.min === 1}
                  name={nameOf(option, lang)}
                  price={option.price > 0 ? `+${rupiah(option.price)}` : ""}
                  taken={taken}
                  disabled={full && !taken}
                  tap={() =>
                    onChoice({ ...choice, options: toggled(group, choice.options, option.id) })
                  }
                />
              );
            })}
          </div>
        </fieldset>
      ))}
      <Textarea
        className={css.note ?? ""}
        label={t("pos.choose.note")}
        placeholder={t("pos.choose.note.hint")}
        maxLength={200}
        autosize
        minRows={1}
        maxRows={3}
        value={choice.note}
        onChange={(event) => onChoice({ ...choice, note: event.target.value })}
      />
    </>
  );
}

function bounds({ min, max, options }: ModifierGroup, t: Words): string {
  if (min === max) return t("pos.choose.pick", { count: min });
  if (min > 0) return t("pos.choose.between", { min, max });
  return max < options.length ? t("pos.choose.upto", { count: max }) : "";
}

function Option(props: {
  single: boolean;
  name: string;
  price: string;
  taken: boolean;
  disabled?: boolean;
  tap: () => void;
}) {
  return (
    <button
      type="button"
      aria-pressed={props.taken}
      disabled={props.disabled}
      className={css.option}
      onClick={props.tap}
    >
      <span className={css.mark} data-round={props.single || undefined}>
        {props.taken ? <IconCheck size={16} stroke={3} aria-hidden /> : null}
      </span>
      <span>{props.name}</span>
      <small>{props.price}</small>
    </button>
  );
}
