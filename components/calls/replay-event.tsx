import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { replayMessage } from "@/lib/messages/problem-actions";
import { replay } from "@/lib/voice/problem-actions";

/** Applies an event again that could not be applied when it came. */
export function ReplayEvent({ id, of }: { id: number; of: "calls" | "messages" }) {
  return (
    <Form
      action={of === "calls" ? replay : replayMessage}
      className="inline-flex flex-col items-start gap-2 md:items-end"
    >
      <input type="hidden" name="id" value={id} />
      <SubmitButton variant="secondary" size="sm">
        Apply again
      </SubmitButton>
      <FormNotice />
    </Form>
  );
}
