import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { addDays } from "@/lib/core/time";
import { compareWithTwilio } from "@/lib/reconcile/actions";

/** The days to compare with Twilio's list; a week unless chosen otherwise. */
export function AuditForm({ today }: { today: string }) {
  return (
    <Form action={compareWithTwilio}>
      <div className="grid grid-cols-2 gap-3">
        <TextField
          label="From"
          name="from"
          type="date"
          defaultValue={addDays(today, -6)}
          max={today}
          required
        />
        <TextField label="To" name="to" type="date" defaultValue={today} max={today} required />
      </div>
      <FormNotice />
      <SubmitButton className="self-start">Compare with Twilio</SubmitButton>
    </Form>
  );
}
