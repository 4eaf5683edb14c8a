import type { ReactNode } from "react";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { ActionState } from "@/lib/auth/form-state";

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
        required
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
      />
      <FormNotice />
      <SubmitButton>{submitLabel}</SubmitButton>
      {children}
    </Form>
  );
}
