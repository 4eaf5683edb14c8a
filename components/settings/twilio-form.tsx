import { ForwardToField, type Person } from "@/components/settings/forward-to-field";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { formatPhone } from "@/lib/core/phone";
import { connectTwilio } from "@/lib/numbers/actions";
import type { PhoneNumber, TwilioAccount } from "@/lib/numbers/store";

export function TwilioForm({
  account,
  number,
  people,
  country,
}: {
  account: TwilioAccount | null;
  number: PhoneNumber | null;
  people: Person[];
  country: string;
}) {
  const loaded = {
    account_sid: account?.account_sid ?? "",
    number: number?.number ?? "",
    forward_to: number?.forward_to ?? null,
  };
  return (
    <Form action={connectTwilio} loaded={loaded}>
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
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label="Phone number"
          name="number"
          type="tel"
          autoComplete="off"
          defaultValue={number ? formatPhone(number.number, country) : undefined}
          maxLength={40}
          hint="A number in that account. Customers see it when you call."
          required
        />
        <ForwardToField people={people} chosen={number?.forward_to ?? ""} />
      </div>
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
