import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { startImport } from "@/lib/imports/actions";
import type { Duplicates } from "@/lib/imports/schema";
import type { ContactImport } from "@/lib/imports/store";
import { type Checked, checkedWords } from "@/lib/imports/words";

export function StartForm({
  job,
  duplicates,
  people,
  checked,
}: {
  job: ContactImport;
  duplicates: Duplicates;
  people: { user_id: string; name: string }[];
  checked: Checked;
}) {
  const rows = job.total === 1 ? "1 row" : `${job.total.toLocaleString("en-US")} rows`;
  return (
    <Form action={startImport} label="Start the import">
      <input type="hidden" name="id" value={job.id} />
      <input type="hidden" name="duplicates" value={duplicates} />
      <SelectField
        label="Owner of new contacts"
        name="owner_id"
        defaultValue={job.settings.owner_id ?? ""}
        hint="Unless the file names one."
        className="max-w-xs"
      >
        <option value="">Nobody</option>
        {people.map(({ user_id, name }) => (
          <option key={user_id} value={user_id}>
            {name}
          </option>
        ))}
      </SelectField>
      {checkedWords(checked).map((words) => (
        <p key={words} className="text-sm text-warn-text">
          {words}
        </p>
      ))}
      <FormNotice />
      <SubmitButton className="self-start">Import {rows}</SubmitButton>
    </Form>
  );
}
