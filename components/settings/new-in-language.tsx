import type { ComponentProps } from "react";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";

/** Adds something that speaks: it begins under a name, with sensible words in its language. */
export function NewInLanguage({
  what,
  name,
  placeholder,
  language,
  languages,
  action,
}: {
  /** "route", "voice agent". */
  what: string;
  name: string;
  placeholder: string;
  language: string;
  languages: { code: string; name: string }[];
  action: ComponentProps<typeof Form<undefined>>["action"];
}) {
  return (
    <Form action={action} label={`New ${what}`}>
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label="Name"
          name="name"
          maxLength={60}
          autoComplete="off"
          defaultValue={name}
          placeholder={placeholder}
          required
        />
        <SelectField label="Language" name="language" defaultValue={language}>
          {languages.map(({ code, name: spoken }) => (
            <option key={code} value={code}>
              {spoken}
            </option>
          ))}
        </SelectField>
      </div>
      <FormNotice />
      <SubmitButton className="self-start">Create {what}</SubmitButton>
    </Form>
  );
}
