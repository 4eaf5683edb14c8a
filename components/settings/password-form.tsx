import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { PasswordField } from "@/components/ui/password-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { changePassword } from "@/lib/profile/actions";

/**
 * A new password, with the current one as proof; the hidden address tells password managers whose
 * it is.
 */
export function PasswordForm({ email }: { email: string }) {
  return (
    <Form action={changePassword} resetOnDone>
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <div className="grid gap-5 sm:grid-cols-2">
        <PasswordField
          label="Current password"
          name="current"
          autoComplete="current-password"
          required
        />
        <PasswordField
          label="New password"
          name="password"
          autoComplete="new-password"
          minLength={8}
          hint="At least 8 characters."
          required
        />
      </div>
      <FormNotice />
      <SubmitButton variant="secondary" className="self-start">
        Change password
      </SubmitButton>
    </Form>
  );
}
