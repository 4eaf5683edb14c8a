import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { createRoute } from "@/lib/routing/actions";
import { languageName } from "@/lib/routing/edit/words";
import { type Language, routeLanguages } from "@/lib/routing/voices";

/** Adds a route that begins as sensibly as a new company's. */
export function NewRoute({ name, language }: { name: string; language: Language }) {
  return (
    <Form action={createRoute} label="New route">
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label="Name"
          name="name"
          maxLength={60}
          autoComplete="off"
          defaultValue={name}
          placeholder="Main line"
          required
        />
        <SelectField label="Language" name="language" defaultValue={language}>
          {routeLanguages.map((code) => (
            <option key={code} value={code}>
              {languageName(code)}
            </option>
          ))}
        </SelectField>
      </div>
      <FormNotice />
      <SubmitButton className="self-start">Create route</SubmitButton>
    </Form>
  );
}
