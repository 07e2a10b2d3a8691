import { Button } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useWords } from "#shared/i18n/index.ts";
import type { ShownCheck, ShownLine } from "../check/shown.ts";
import { arrange } from "./commands.ts";
import css from "./ServeFields.module.css";

const COURSES = [1, 2, 3, 4];

/** Whose a line is and when it is served. Acts at once; what the kitchen has keeps its course. */
export function ServeFields({ check, line }: { check: ShownCheck; line: ShownLine }) {
  const { t } = useWords();
  const draft = line.state === "draft";
  const most = Math.min(99, Math.max(check.covers, line.seat ?? 0, 4));
  const seats = Array.from({ length: most }, (_, n) => n + 1);
  return (
    <div className={css.fields}>
      <Choice
        label={t("pos.seat.choose")}
        numbers={seats}
        chosen={line.seat}
        choose={(seat) => arrange(check.id, [line.id], { seat })}
      />
      {draft ? (
        <>
          <Choice
            label={t("pos.course.choose")}
            numbers={COURSES}
            chosen={line.course}
            choose={(course) => arrange(check.id, [line.id], { course })}
          />
          <Button
            variant="default"
            leftSection={
              line.held ? (
                <IconPlayerPlay size={20} aria-hidden />
              ) : (
                <IconPlayerPause size={20} aria-hidden />
              )
            }
            onClick={() => arrange(check.id, [line.id], { held: !line.held })}
          >
            {t(line.held ? "pos.line.release" : "pos.line.hold")}
          </Button>
        </>
      ) : null}
    </div>
  );
}

interface ChoiceProps {
  label: string;
  numbers: number[];
  chosen: number | null;
  choose: (number: number) => void;
}

/** A tap on the chosen one takes it away. */
function Choice({ label, numbers, chosen, choose }: ChoiceProps) {
  return (
    <fieldset className={css.choice}>
      <legend>{label}</legend>
      {numbers.map((number) => (
        <button
          key={number}
          type="button"
          aria-label={`${label} ${number}`}
          aria-pressed={number === chosen}
          onClick={() => choose(number === chosen ? 0 : number)}
        >
          {number}
        </button>
      ))}
    </fieldset>
  );
}
