import { CountryField } from "@/components/settings/country-field";
import { TimeZoneField } from "@/components/settings/time-zone-field";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { Member } from "@/lib/auth/member";
import { saveCompany } from "@/lib/company/actions";
import { timeZones } from "@/lib/company/places";

export function CompanyForm({ tenant }: { tenant: Member["tenant"] }) {
  const { name, country_code, time_zone } = tenant;
  return (
    <Form action={saveCompany} loaded={{ name, country_code, time_zone }}>
      <TextField label="Name" name="name" defaultValue={name} maxLength={80} required />
      <div className="grid gap-5 sm:grid-cols-2">
        <CountryField name="country_code" chosen={country_code} />
        <TimeZoneField name="time_zone" zones={timeZones()} saved={time_zone} />
      </div>
      <FormNotice />
      <SubmitButton className="self-start">Save company</SubmitButton>
    </Form>
  );
}
