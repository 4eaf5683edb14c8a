import { ChoicesField } from "@/components/ui/choices-field";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { saveAllowedCountries } from "@/lib/calling/actions";
import { countries } from "@/lib/company/places";

export function CountriesForm({ allowed }: { allowed: string[] }) {
  return (
    <Form action={saveAllowedCountries} loaded={{ allowed_countries: allowed }}>
      <ChoicesField
        label="Countries"
        name="allowed_countries"
        choices={countries().map(({ code, name }) => ({ value: code, label: name }))}
        chosen={allowed}
        nothing="No country matches."
        hint="Premium-rate numbers, satellite phones and international networks are always blocked."
      />
      <FormNotice />
      <SubmitButton className="self-start">Save countries</SubmitButton>
    </Form>
  );
}
