import type { ReactNode } from "react";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { PasswordField } from "@/components/ui/password-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { ActionState } from "@/lib/auth/form-state";

/** Where typing begins: the page is for this form. */
const focused = { autoFocus: true };

export type FormAction = (previous: ActionState, form: FormData) => Promise<ActionState>;

/** Email and password; `fields` go along with them. */
export function SignInForm({
  action,
  fields,
  email,
  submitLabel = "Sign in",
  children,
}: {
  action: FormAction;
  fields: Record<string, string>;
  email?: string;
  submitLabel?: string;
  children?: ReactNode;
}) {
  return (
    <Form action={action}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <TextField
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        defaultValue={email}
        {...(!email && focused)}
        required
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="current-password"
        {...(email && focused)}
        required
      />
      <FormNotice />
      <SubmitButton>{submitLabel}</SubmitButton>
      {children}
    </Form>
  );
}
