import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { AuthPanel } from "@/components/auth/auth-panel";
import { SignOutButton } from "@/components/auth/sign-out-button";
import { CountryField } from "@/components/settings/country-field";
import { TimeZoneField } from "@/components/settings/time-zone-field";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { signedInPerson } from "@/lib/account/person";
import { identifySession } from "@/lib/auth/member";
import { startCompany } from "@/lib/company/actions";
import { countryOfLanguages, timeZones } from "@/lib/company/places";

export const metadata: Metadata = { title: "Set up your company" };

export default async function OnboardingPage() {
  const session = await identifySession();
  if (session.kind === "anonymous") redirect("/login?next=/onboarding");
  if (session.kind === "member") redirect("/contacts");
  const person = await signedInPerson(session.db);
  const country = countryOfLanguages((await headers()).get("accept-language"));
  return (
    <AuthPanel
      title="Set up your company"
      description="Joining a team? Open your invitation link."
      footer={
        <>
          Signed in as {person.email}. <SignOutButton />
        </>
      }
    >
      <Form action={startCompany}>
        <TextField
          label="Company"
          name="company"
          autoComplete="organization"
          maxLength={80}
          required
        />
        <TextField
          label="Your name"
          name="name"
          autoComplete="name"
          defaultValue={person.name}
          maxLength={80}
          required
        />
        <CountryField name="country" chosen={country} />
        <TimeZoneField name="zone" zones={timeZones()} />
        <FormNotice />
        <SubmitButton>Create company</SubmitButton>
      </Form>
    </AuthPanel>
  );
}
