import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthPanel } from "@/components/auth/auth-panel";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextLink } from "@/components/ui/text-link";
import { confirmEmail } from "@/lib/account/actions";
import { ConfirmEmail } from "@/lib/account/schema";

export const metadata: Metadata = { title: "Confirm your email" };

export default async function ConfirmEmailPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>;
}) {
  const link = ConfirmEmail.safeParse(await searchParams);
  if (!link.success) redirect("/login?problem=link");
  return (
    <AuthPanel
      title="Confirm your email"
      description="One more click and you're signed in."
      footer={<TextLink href="/login">Back to sign in</TextLink>}
    >
      <Form action={confirmEmail}>
        {Object.entries(link.data).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <FormNotice />
        <SubmitButton>Confirm and sign in</SubmitButton>
      </Form>
    </AuthPanel>
  );
}
