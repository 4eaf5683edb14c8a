import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { blockCaller } from "@/lib/blocking/actions";

export function BlockForm() {
  return (
    <Form action={blockCaller} resetOnDone label="Block a number" className="flex flex-col gap-4">
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
          label="Reason (optional)"
          name="reason"
          maxLength={200}
          autoComplete="off"
          placeholder="Such as who they are"
        />
      </div>
      <FormNotice />
      <SubmitButton className="self-start">Block number</SubmitButton>
    </Form>
  );
}
