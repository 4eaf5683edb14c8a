"use client";

import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { endAgentCall, takeOver } from "@/lib/agent/desk/actions";

type Talk = { sessionId: string; caller: string };

/** Rings this person's phone and connects them with the caller. */
export function TakeOver({ sessionId, caller }: Talk) {
  return (
    <Form action={takeOver} className="flex flex-wrap items-center justify-end gap-2">
      <input type="hidden" name="session_id" value={sessionId} />
      <FormNotice />
      <SubmitButton size="sm" aria-label={`Take over ${caller}`}>
        Take over
      </SubmitButton>
    </Form>
  );
}

/** Ends the call, after asking. */
export function EndCall({ sessionId, caller }: Talk) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="sm" aria-label={`End the call with ${caller}`}>
          End…
        </Button>
      }
      title={`End the call with ${caller}?`}
      description="The voice agent says goodbye, and the caller is disconnected."
      confirmLabel="End call"
      danger
      action={endAgentCall}
      fields={{ session_id: sessionId }}
    />
  );
}
