"use client";

import type { ReactNode } from "react";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { undoMerge } from "@/lib/merges/actions";

/** Makes two contacts of one again. */
export function UndoMerge({
  id,
  variant,
  children,
}: {
  id: string;
  variant: "secondary" | "ghost";
  children: ReactNode;
}) {
  return (
    <Form action={undoMerge} className="flex flex-wrap items-center gap-2">
      <input type="hidden" name="id" value={id} />
      <SubmitButton variant={variant} size="sm">
        {children}
      </SubmitButton>
      <FormNotice />
    </Form>
  );
}
