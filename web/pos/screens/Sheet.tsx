import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "#shared/i18n/index.ts";
import { TOUCH } from "#shared/ui/theme.ts";
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
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={size}
      centered
      lockScroll={false}
      fullScreen={!wide}
      classNames={{ content: css.content ?? "" }}
      transitionProps={{ duration: 90, transition: "fade" }}
    >
      <Modal.Overlay backgroundOpacity={0.45} />
      <Modal.Content>
        <Modal.Body className={css.body ?? ""}>
          <div className={css.header}>
            <Modal.Title className={css.title ?? ""}>{title}</Modal.Title>
            <Modal.CloseButton size={TOUCH} iconSize={22} aria-label={t("app.close")} />
          </div>
          <div className={css.scroll}>{children}</div>
          {foot ? <div className={css.foot}>{foot}</div> : null}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
