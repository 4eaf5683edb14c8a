import type { Metadata } from "next";
import { SignOutButton } from "@/components/auth/sign-out-button";
import { PasswordForm } from "@/components/settings/password-form";
import { PersonalPhoneForm } from "@/components/settings/personal-phone-form";
import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { rename } from "@/lib/account/profile-actions";
import { requireMember } from "@/lib/auth/member";
import { formatPhone } from "@/lib/phone";
import { roleWords } from "@/lib/team/words";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const { name, email, role, personal_phone, tenant } = await requireMember();
  const phone = personal_phone && formatPhone(personal_phone, tenant.country_code);
  return (
    <div className="flex flex-col gap-6">
      <Card
        title="Your phone"
        description="Calls ring here: you answer, press 1, and are connected."
      >
        <PersonalPhoneForm phone={phone} />
      </Card>
      <Card title="You" description={`${email} · ${roleWords[role].name} at ${tenant.name}`}>
        <Form action={rename}>
          <TextField
            label="Name"
            name="name"
            autoComplete="name"
            defaultValue={name}
            maxLength={80}
            className="max-w-sm"
            required
          />
          <FormNotice />
          <SubmitButton variant="secondary" className="self-start">
            Save name
          </SubmitButton>
        </Form>
      </Card>
      <Card title="Password">
        <PasswordForm email={email} />
      </Card>
      <Card
        title="Sign out"
        description="Ends your session in this browser."
        actions={<SignOutButton />}
      />
    </div>
  );
}
