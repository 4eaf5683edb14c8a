import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { connectTwilio } from "@/lib/twilio-account/actions";
import type { TwilioAccount } from "@/lib/twilio-account/store";

export function TwilioForm({ account }: { account: TwilioAccount | null }) {
  return (
    <Form action={connectTwilio} loaded={{ account_sid: account?.account_sid ?? "" }}>
      <TextField
        label="Account SID"
        name="account_sid"
        defaultValue={account?.account_sid}
        placeholder="AC…"
        maxLength={64}
        autoComplete="off"
        spellCheck={false}
        className="[&_input]:font-mono"
        hint="In the Twilio console under Account info. With a subaccount, use its own SID and token."
        required
      />
      <TextField
        label="Auth Token"
        name="auth_token"
        type="password"
        autoComplete="new-password"
        maxLength={200}
        spellCheck={false}
        placeholder={account?.verified_at ? "Saved" : undefined}
        hint={
          account?.verified_at
            ? `Stored encrypted, ends in ${account.auth_token_last_four}. Leave empty to keep it.`
            : "Stored encrypted, and never shown again."
        }
        required={!account?.verified_at}
      />
      <FormNotice />
      <div className="flex flex-wrap gap-2">
        <SubmitButton name="intent" value="save">
          Save
        </SubmitButton>
        <SubmitButton variant="secondary" name="intent" value="test">
          Test connection
        </SubmitButton>
      </div>
    </Form>
  );
}
