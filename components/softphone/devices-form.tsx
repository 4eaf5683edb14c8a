import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { saveCallDevices } from "@/lib/softphone/actions";
import type { CallDevices } from "@/lib/softphone/schema";

/** Where a person's calls ring, and what the phone icon calls with. */
export function DevicesForm({ rings_on, places_on }: CallDevices) {
  return (
    <Form action={saveCallDevices} loaded={{ rings_on, places_on }}>
      <SelectField
        label="Incoming calls ring"
        name="rings_on"
        defaultValue={rings_on}
        className="max-w-sm"
        hint="In the browser while you are online there: answer with one click, without pressing 1."
      >
        <option value="phone">My phone</option>
        <option value="browser">The browser</option>
        <option value="both">Both, whichever answers first</option>
      </SelectField>
      <SelectField
        label="The phone icon calls with"
        name="places_on"
        defaultValue={places_on}
        className="max-w-sm"
      >
        <option value="phone">My phone: it rings, I answer and press 1</option>
        <option value="browser">The browser: with my headset, immediately</option>
      </SelectField>
      <FormNotice />
      <SubmitButton variant="secondary" className="self-start">
        Save
      </SubmitButton>
    </Form>
  );
}
