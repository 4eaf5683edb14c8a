import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextareaField } from "@/components/ui/textarea-field";
import { saveAllowedPrefixes } from "@/lib/calling/actions";
import { formatPrefix } from "@/lib/core/prefixes";

/** `allowed` are beginnings of numbers, "+1861". */
export function PrefixesForm({ allowed }: { allowed: string[] }) {
  return (
    <Form action={saveAllowedPrefixes} loaded={{ allowed_prefixes: allowed }}>
      <TextareaField
        label="Number ranges"
        name="allowed_prefixes"
        placeholder="+1 861"
        maxLength={1_000}
        autoComplete="off"
        defaultValue={allowed.map(formatPrefix).join("\n")}
        hint="One per line, up to 20: new area codes that Ringbook doesn't know yet, and company numbers. Every number that starts this way can be called."
        className="max-w-md"
      />
      <FormNotice />
      <SubmitButton variant="secondary" className="self-start">
        Save ranges
      </SubmitButton>
    </Form>
  );
}
