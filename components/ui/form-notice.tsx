"use client";

import { ActionNotice } from "@/components/ui/action-notice";
import { useForm } from "@/components/ui/form";

/** What the action of the form around it had to say. */
export function FormNotice() {
  return <ActionNotice state={useForm().state} />;
}
