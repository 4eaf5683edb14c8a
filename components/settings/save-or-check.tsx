import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";

/** The end of a form whose settings may be tried before they are saved. */
export function SaveOrCheck() {
  return (
    <>
      <FormNotice />
      <div className="flex flex-wrap gap-2">
        <SubmitButton name="intent" value="save">
          Save
        </SubmitButton>
        <SubmitButton variant="secondary" name="intent" value="check">
          Check
        </SubmitButton>
      </div>
    </>
  );
}
