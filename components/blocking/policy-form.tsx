import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { saveBlocking } from "@/lib/blocking/actions";
import type { TenantSettings } from "@/lib/company/store";
import { anonymousWords, blockedWords } from "@/lib/company/words";

/** What callers get whom nobody is to be rung for; for admins. */
export function PolicyForm({
  policy,
}: {
  policy: Pick<TenantSettings, "blocked_calls" | "anonymous_calls">;
}) {
  return (
    <Form action={saveBlocking} loaded={policy}>
      <SelectField
        label="Blocked callers"
        name="blocked_calls"
        defaultValue={policy.blocked_calls}
        hint="Voicemail is the first one of the number's route. Where a number has no route, the call is rejected."
        className="max-w-sm"
      >
        {Object.entries(blockedWords).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Callers without a number"
        name="anonymous_calls"
        defaultValue={policy.anonymous_calls}
        hint="Callers who withhold their number, or whose number can't be called back."
        className="max-w-sm"
      >
        {Object.entries(anonymousWords).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </SelectField>
      <FormNotice />
      <SubmitButton className="self-start">Save</SubmitButton>
    </Form>
  );
}
