import { DeleteLine } from "@/components/settings/delete-line";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { confirmCallerId, deleteCallerId } from "@/lib/numbers/caller-id-actions";
import type { CallerId } from "@/lib/numbers/caller-id-store";

/** Asks Twilio whether the code was typed; takes a caller ID out. */
export function CallerIdActions({
  callerId: { id, verified_at },
  spoken,
}: {
  callerId: CallerId;
  spoken: string;
}) {
  return (
    <div className="flex flex-wrap items-start gap-2">
      {!verified_at && (
        <Form action={confirmCallerId} className="flex flex-col items-start gap-2">
          <input type="hidden" name="id" value={id} />
          <SubmitButton variant="secondary" size="sm">
            I typed the code
          </SubmitButton>
          <FormNotice />
        </Form>
      )}
      <DeleteLine
        name={spoken}
        word="Remove"
        title={`Remove ${spoken}?`}
        description="Calls can't show it any more, and it is taken out of your Twilio account. To use it again, it is called with a new code."
        action={deleteCallerId}
        fields={{ id }}
      />
    </div>
  );
}
