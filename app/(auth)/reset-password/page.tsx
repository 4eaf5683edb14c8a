import type { Metadata } from "next";
import { AuthPanel } from "@/components/auth/auth-panel";
import { NewPasswordForm } from "@/components/auth/new-password-form";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { TextLink } from "@/components/ui/text-link";
import { askForReset } from "@/lib/account/actions";

export const metadata: Metadata = { title: "Reset your password" };

export default async function ResetPasswordPage({
  searchParams,
}: {
  searchParams: Promise<{ token_hash?: string | string[]; problem?: string | string[] }>;
}) {
  const { token_hash: token, problem } = await searchParams;
  if (typeof token === "string") {
    return (
      <AuthPanel
        title="Choose a new password"
        footer={<TextLink href="/reset-password">Request a new link</TextLink>}
      >
        <NewPasswordForm token={token} />
      </AuthPanel>
    );
  }
  return (
    <AuthPanel
      title="Reset your password"
      description="We'll email you a link to set a new one."
      footer={<TextLink href="/login">Back to sign in</TextLink>}
    >
      {problem && (
        <div className="mb-5">
          <Notice tone="warn">
            This link has expired, has already been used, or was requested in another browser.
            Request a new one here.
          </Notice>
        </div>
      )}
      <Form action={askForReset}>
        <TextField label="Email" name="email" type="email" autoComplete="username" required />
        <FormNotice />
        <SubmitButton>Send link</SubmitButton>
      </Form>
    </AuthPanel>
  );
}
