import { SelectField } from "@/components/ui/select-field";
import { countries } from "@/lib/company/places";

/**
 * The company's country, which decides how numbers are read that people type without a country
 * code.
 */
export function CountryField({
  name,
  chosen,
  disabled,
}: {
  name: string;
  chosen: string;
  disabled?: boolean;
}) {
  return (
    <SelectField
      label="Country"
      name={name}
      defaultValue={chosen}
      disabled={disabled}
      autoComplete="country"
      hint="Used for phone numbers without a country code."
    >
      {countries().map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
