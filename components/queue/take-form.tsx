"use client";

import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { takeFromQueue } from "@/lib/queue/actions";

/** Rings this person's phone and connects them with a caller. */
export function TakeForm({ callId, caller }: { callId: string; caller: string }) {
  return (
    <Form action={takeFromQueue} className="flex flex-wrap items-center justify-end gap-2">
      <input type="hidden" name="call_id" value={callId} />
      <FormNotice />
      <SubmitButton variant="secondary" size="sm" aria-label={`Take ${caller}`}>
        Take
      </SubmitButton>
    </Form>
  );
}
