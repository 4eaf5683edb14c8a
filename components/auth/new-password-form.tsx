import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { PasswordField } from "@/components/ui/password-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { chooseNewPassword } from "@/lib/account/actions";

/** A new password, by a mail link's token or within the session a mail link has opened. */
export function NewPasswordForm({ token }: { token?: string }) {
  return (
    <Form action={chooseNewPassword}>
      {token && <input type="hidden" name="token_hash" value={token} />}
      <PasswordField
        label="New password"
        name="password"
        autoComplete="new-password"
        minLength={8}
        hint="At least 8 characters."
        required
      />
      <FormNotice />
      <SubmitButton>Save and sign in</SubmitButton>
    </Form>
  );
}
