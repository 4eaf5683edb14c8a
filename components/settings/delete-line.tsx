"use client";

import type { ComponentProps } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

/** Deletes a line of a list, called `name`, once that is confirmed. */
export function DeleteLine({
  name,
  word = "Delete",
  ...confirm
}: { name: string; word?: string } & Pick<
  ComponentProps<typeof ConfirmDialog>,
  "title" | "description" | "action" | "fields"
>) {
  return (
    <ConfirmDialog
      {...confirm}
      trigger={
        <Button variant="ghost" size="sm" aria-label={`${word} ${name}`}>
          {word}
        </Button>
      }
      confirmLabel={word}
      danger
    />
  );
}
