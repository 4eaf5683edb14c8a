import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { formatWhen } from "@/lib/core/time";
import type { Disposition } from "@/lib/dispositions/store";
import { setOutcome } from "@/lib/wrapups/actions";
import type { WrapUp } from "@/lib/wrapups/store";

/** What the person said came of a call; those who may (`edits`) change it. */
export function CallOutcome({
  callId,
  said,
  people,
  outcomes,
  edits,
  timeZone,
}: {
  callId: string;
  said: WrapUp | null;
  people: { user_id: string; name: string }[];
  outcomes: Disposition[];
  edits: boolean;
  timeZone: string;
}) {
  const by = said?.dispositions && (
    <p className="text-[13px] text-muted">
      {people.find(({ user_id }) => user_id === said.user_id)?.name ?? "Someone"},{" "}
      {formatWhen(said.updated_at, timeZone)}
    </p>
  );
  if (!edits) {
    return (
      <div>
        <p className="text-ink">{said?.dispositions?.label ?? "No outcome yet"}</p>
        {by}
      </div>
    );
  }
  const chosen = said?.disposition_id ?? "";
  const gone = said?.dispositions && outcomes.every(({ id }) => id !== chosen);
  return (
    <Form
      action={setOutcome}
      loaded={{ disposition_id: said?.disposition_id ?? null }}
      className="flex flex-col gap-3"
    >
      <input type="hidden" name="call_id" value={callId} />
      <div className="flex items-end gap-2">
        <SelectField
          label="Outcome"
          name="disposition_id"
          defaultValue={chosen}
          className="min-w-44 flex-1"
        >
          <option value="">No outcome yet</option>
          {gone && <option value={chosen}>{said?.dispositions?.label}</option>}
          {outcomes.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </SelectField>
        <SubmitButton variant="secondary">Save outcome</SubmitButton>
      </div>
      {by}
      <FormNotice />
    </Form>
  );
}
