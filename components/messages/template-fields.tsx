import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import { variables } from "@/lib/messages/template";

/** What a template has. */
export function TemplateFields({ name, body }: { name?: string; body?: string }) {
  const all = Object.keys(variables).map((variable) => `{${variable}}`);
  return (
    <>
      <TextField
        label="Name"
        name="name"
        maxLength={60}
        autoComplete="off"
        required
        defaultValue={name}
      />
      <TextareaField
        label="Text"
        name="body"
        maxLength={1600}
        required
        defaultValue={body}
        hint={`Variables: ${all.join(", ")}. {first_name|there} says “there” if there is no name.`}
      />
    </>
  );
}
