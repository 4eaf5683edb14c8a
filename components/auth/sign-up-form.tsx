import type { FormAction } from "@/components/auth/sign-in-form";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { PasswordField } from "@/components/ui/password-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";

/** Name, email and a new password; `fields` go along with them. */
export function SignUpForm({
  action,
  fields,
  email,
  submitLabel = "Create account",
}: {
  action: FormAction;
  fields: Record<string, string>;
  email?: string;
  submitLabel?: string;
}) {
  return (
    <Form action={action}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <TextField label="Your name" name="name" autoComplete="name" maxLength={80} required />
      <TextField
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        defaultValue={email}
        required
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="new-password"
        minLength={8}
        hint="At least 8 characters."
        required
      />
      <FormNotice />
      <SubmitButton>{submitLabel}</SubmitButton>
    </Form>
  );
}
