import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { runAgain } from "@/lib/jobs/actions";

/** Runs a job once more whose attempts were used up. */
export function RunAgain({ id }: { id: string }) {
  return (
    <Form action={runAgain} className="inline-flex flex-col items-start gap-2 md:items-end">
      <input type="hidden" name="id" value={id} />
      <SubmitButton variant="secondary" size="sm">
        Run again
      </SubmitButton>
      <FormNotice />
    </Form>
  );
}
