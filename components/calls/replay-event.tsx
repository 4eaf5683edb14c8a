import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { replay } from "@/lib/voice/problem-actions";

/** Applies an event again that could not be applied when it came. */
export function ReplayEvent({ id }: { id: number }) {
  return (
    <Form action={replay} className="inline-flex flex-col items-start gap-2 md:items-end">
      <input type="hidden" name="id" value={id} />
      <SubmitButton variant="secondary" size="sm">
        Apply again
      </SubmitButton>
      <FormNotice />
    </Form>
  );
}
