/** The first of a long list, and a button for the rest. */
import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

export function useMore<T>(
  all: readonly T[],
  first: number,
): { readonly shown: readonly T[]; readonly more: ReactNode } {
  const { t } = useTranslation("things");
  const [isOpen, setOpen] = useState(false);
  // One more than the first few would be no list to hide.
  if (isOpen || all.length <= first + 1) return { shown: all, more: null };
  return {
    shown: all.slice(0, first),
    more: (
      <Button variant="subtle" size="compact-sm" mt={6} onClick={() => setOpen(true)}>
        {t("more", { count: all.length - first })}
      </Button>
    ),
  };
}
