"use client";

import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { readAll } from "@/lib/notifications/actions";

/** Marks everything until the newest that is shown (ISO) as read. */
export function ReadAllForm({ until }: { until: string }) {
  return (
    <Form action={readAll} className="flex flex-wrap items-center gap-2">
      <input type="hidden" name="until" value={until} />
      <FormNotice />
      <SubmitButton variant="secondary" size="sm">
        Mark all as read
      </SubmitButton>
    </Form>
  );
}
