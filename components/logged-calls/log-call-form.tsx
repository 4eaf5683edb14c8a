import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { LinkButton } from "@/components/ui/link-button";
import { OnceId } from "@/components/ui/once-id";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import type { Disposition } from "@/lib/dispositions/store";
import { logCall } from "@/lib/logged-calls/actions";
import { maxNoteLength } from "@/lib/notes/limits";

/** A call that happened elsewhere. `id` is the log entry's: sent twice, it is logged once. */
export function LogCallForm({
  id,
  contact,
  outcomes,
  now,
}: {
  id: string;
  contact: { id: string; name: string };
  outcomes: Disposition[];
  /** The company's clock, as `YYYY-MM-DDTHH:MM`. */
  now: string;
}) {
  return (
    <Form action={logCall} label="Log a call">
      <OnceId id={id} />
      <input type="hidden" name="contact_id" value={contact.id} />
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField label="Who called" name="direction" defaultValue="outbound">
          <option value="outbound">I called {contact.name}</option>
          <option value="inbound">{contact.name} called</option>
        </SelectField>
        <SelectField label="Outcome" name="disposition_id" defaultValue="">
          <option value="">No outcome</option>
          {outcomes.map((outcome) => (
            <option key={outcome.id} value={outcome.id}>
              {outcome.label}
            </option>
          ))}
        </SelectField>
        <TextField
          label="When"
          name="when"
          type="datetime-local"
          defaultValue={now}
          max={now}
          required
        />
        <TextField
          label="Minutes"
          name="minutes"
          type="number"
          inputMode="numeric"
          min={0}
          hint="Leave empty if nobody answered."
        />
      </div>
      <TextareaField label="What was said?" name="note" maxLength={maxNoteLength} />
      <FormNotice />
      <div className="flex justify-end gap-2">
        <LinkButton href={`/contacts/${contact.id}`}>Cancel</LinkButton>
        <SubmitButton>Log call</SubmitButton>
      </div>
    </Form>
  );
}
