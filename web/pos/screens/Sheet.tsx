import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "#shared/i18n/index.ts";
import { useWide } from "../hooks.ts";
import css from "./Sheet.module.css";

interface Props {
  opened: boolean;
  onClose: () => void;
  title: ReactNode;
  children: ReactNode;
  /** Stays in sight under the scrolling part. */
  foot?: ReactNode;
  size?: number;
}

/** A dialog on a tablet, the whole screen on a phone; its foot never scrolls away. */
export function Sheet({ opened, onClose, title, children, foot, size = 520 }: Props) {
  const { t } = useWords();
  const wide = useWide();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={size}
      fullScreen={!wide}
      padding={0}
      closeButtonProps={{ "aria-label": t("app.close") }}
      transitionProps={{ duration: 90, transition: "fade" }}
      overlayProps={{ backgroundOpacity: 0.45 }}
      classNames={{
        content: css.content ?? "",
        header: css.header ?? "",
        title: css.title ?? "",
        body: css.body ?? "",
      }}
    >
      <div className={css.scroll}>{children}</div>
      {foot ? <div className={css.foot}>{foot}</div> : null}
    </Modal>
  );
}
