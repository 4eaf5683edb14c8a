import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { type AgentLanguage, agentLanguages, languageNames } from "@/lib/agent/languages";
import { createAgent } from "@/lib/agent/settings/actions";

/** Adds an agent that begins with sensible words in its language. */
export function NewAgent({ name, language }: { name: string; language: AgentLanguage }) {
  return (
    <Form action={createAgent} label="New voice agent">
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label="Name"
          name="name"
          maxLength={60}
          autoComplete="off"
          defaultValue={name}
          placeholder="Reception"
          required
        />
        <SelectField label="Language" name="language" defaultValue={language}>
          {agentLanguages.map((code) => (
            <option key={code} value={code}>
              {languageNames[code]}
            </option>
          ))}
        </SelectField>
      </div>
      <FormNotice />
      <SubmitButton className="self-start">Create voice agent</SubmitButton>
    </Form>
  );
}
