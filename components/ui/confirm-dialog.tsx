"use client";

import dynamic from "next/dynamic";
import { Children, type ComponentProps, cloneElement, type ReactElement, useState } from "react";
import type { Confirm } from "@/components/ui/confirm-body";

const loadBody = () => import("@/components/ui/confirm-body").then((file) => file.ConfirmBody);
const ConfirmBody = dynamic(loadBody, { ssr: false });

/**
 * Asks before an action runs. `fields` are sent with the form; a refusal is shown in the dialog,
 * success closes it.
 */
export function ConfirmDialog({
  trigger,
  open: wanted,
  onOpenChange,
  ...confirm
}: Confirm & {
  /** Left out where `open` and `onOpenChange` control it. */
  trigger?: ReactElement<ComponentProps<"button">>;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}) {
  const [own, setOwn] = useState(false);
  const [wasOpen, setWasOpen] = useState(false);
  const open = wanted ?? own;
  if (open && !wasOpen) setWasOpen(true);
  return (
    <>
      {trigger &&
        // A trigger that a Server Component made may be a lazy reference: Children.map resolves it,
        // cloneElement alone fails.
        Children.map(trigger, (button) =>
          cloneElement(button, {
            "aria-haspopup": "dialog",
            onClick: () => setOwn(true),
            onPointerEnter: () => void loadBody(),
          }),
        )}
      {wasOpen && <ConfirmBody {...confirm} open={open} onOpenChange={onOpenChange ?? setOwn} />}
    </>
  );
}
