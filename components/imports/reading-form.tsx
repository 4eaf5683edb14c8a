import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { SwitchField } from "@/components/ui/switch-field";
import { readAgain } from "@/lib/imports/actions";
import {
  Encoding,
  encodingLabels,
  Separator,
  type Settings,
  separatorLabels,
} from "@/lib/imports/schema";

/** How the file is written: found out by itself, and corrected here. */
export function ReadingForm({ id, settings }: { id: string; settings: Partial<Settings> }) {
  return (
    <Form action={readAgain} label="How the file is read">
      <input type="hidden" name="id" value={id} />
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField label="Encoding" name="encoding" defaultValue={settings.encoding}>
          {Encoding.options.map((name) => (
            <option key={name} value={name}>
              {encodingLabels[name]}
            </option>
          ))}
        </SelectField>
        <SelectField label="Between cells" name="separator" defaultValue={settings.separator}>
          {Separator.options.map((name) => (
            <option key={name} value={name}>
              {separatorLabels[name]}
            </option>
          ))}
        </SelectField>
      </div>
      <SwitchField
        label="The first row names the columns"
        name="has_header"
        defaultChecked={settings.has_header}
      />
      <FormNotice />
      <SubmitButton variant="secondary" className="self-start">
        Read again
      </SubmitButton>
    </Form>
  );
}
