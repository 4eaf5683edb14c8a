import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { addDoNotCall } from "@/lib/do-not-call/actions";

export function AddForm() {
  return (
    <Form action={addDoNotCall} resetOnDone label="Add a number" className="flex flex-col gap-4">
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <TextField
          label="Number"
          name="number"
          type="tel"
          autoComplete="off"
          maxLength={40}
          required
        />
        <TextField
          label="Note (optional)"
          name="note"
          maxLength={200}
          autoComplete="off"
          placeholder="Why, or who asked"
        />
      </div>
      <FormNotice />
      <SubmitButton className="self-start">Add number</SubmitButton>
    </Form>
  );
}
