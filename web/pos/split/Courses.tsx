import { Button } from "@mantine/core";
import { IconFlame } from "@tabler/icons-react";
import { useWords } from "#shared/i18n/index.ts";
import type { ShownCheck } from "../check/shown.ts";
import { tick } from "../settings.ts";
import css from "./Courses.module.css";
import { fireCourse } from "./commands.ts";
import { coursesToFire } from "./picking.ts";

/** A key for every course that waits. */
export function Courses({ check }: { check: ShownCheck | null }) {
  const { t } = useWords();
  const waiting = check?.state === "open" ? coursesToFire(check) : [];
  if (!check || waiting.length === 0) return null;
  return (
    <div className={css.courses}>
      {waiting.map(({ course, count }) => (
        <Button
          key={course}
          h={48}
          px="sm"
          variant="default"
          leftSection={<IconFlame size={18} aria-hidden />}
          onClick={() => {
            tick();
            fireCourse(check.id, course);
          }}
        >
          {t("pos.course.fire", { course, count })}
        </Button>
      ))}
    </div>
  );
}
