/** A dialog over the page: it is closed by its button, by Escape, or beside it, and whoever cannot see it hears what it is. */
import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface Properties {
  readonly title: string;
  readonly onClose: () => void;
  readonly size?: "md" | "lg";
  readonly lockScroll?: boolean;
  readonly children: ReactNode;
}

export function Dialog({ title, onClose, size = "md", lockScroll = true, children }: Properties) {
  const { t } = useTranslation("pieces");
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      lockScroll={lockScroll}
      closeButtonProps={{ "aria-label": t("dialog.close") }}
      // The library's `header` would be a second banner of the page.
      attributes={{ header: { role: "presentation" } }}
    >
      {children}
    </Modal>
  );
}
