import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { saveSeats } from "@/lib/agent/settings/seats";

/** How many callers may talk with voice agents at one time. */
export function SeatsForm({ saved }: { saved: number }) {
  return (
    <Form action={saveSeats} label="Callers at once" loaded={{ agent_talks_at_once: saved }}>
      <TextField
        label="Callers at once"
        name="agent_talks_at_once"
        type="number"
        inputMode="numeric"
        min={1}
        max={200}
        defaultValue={saved}
        className="[&_input]:max-w-28"
        hint="Further callers go on to the next step of their route immediately."
        required
      />
      <FormNotice />
      <SubmitButton className="self-start">Save</SubmitButton>
    </Form>
  );
}
