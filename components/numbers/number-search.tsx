import Form from "next/form";
import { Button } from "@/components/ui/button";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { countries } from "@/lib/company/places";
import { typeNames } from "@/lib/numbers/price-words";

const capabilities = [
  { value: "voice", label: "Calls" },
  { value: "sms", label: "Texts" },
  { value: "mms", label: "Pictures" },
];

/** What kind of number is looked for; `typed` is the page's query. */
export function NumberSearch({
  typed,
  country,
}: {
  typed: Record<string, string | string[] | undefined>;
  country: string;
}) {
  const text = (name: string) => [typed[name]].flat()[0] ?? "";
  const can = [typed.can].flat();
  return (
    <Form
      action="/settings/numbers/buy"
      aria-label="Search for numbers"
      className="flex flex-col gap-5"
    >
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField label="Country" name="country" defaultValue={text("country") || country}>
          {countries().map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField label="Type" name="type" defaultValue={text("type") || "local"}>
          {Object.entries(typeNames).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
        <TextField
          label="Area code"
          name="area_code"
          inputMode="numeric"
          maxLength={3}
          autoComplete="off"
          placeholder="206"
          defaultValue={text("area_code")}
          hint="In North America."
        />
        <TextField
          label="Digits or a word"
          name="contains"
          maxLength={20}
          autoComplete="off"
          placeholder="SOLAR or 55*0"
          defaultValue={text("contains")}
          hint="A * stands for any digit."
        />
        <TextField
          label="Near"
          name="near"
          maxLength={60}
          autoComplete="off"
          placeholder="Denver, or a phone number"
          defaultValue={text("near")}
          hint="A town, or a number that yours should be near."
        />
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1.5 text-sm font-medium">Can do</legend>
          <div className="flex flex-wrap gap-x-5 gap-y-2">
            {capabilities.map(({ value, label }) => (
              <label key={value} className="flex min-h-9 items-center gap-2 text-sm">
                <input
                  type="checkbox"
                  name="can"
                  value={value}
                  defaultChecked={can.includes(value)}
                  className="size-4 accent-accent"
                />
                {label}
              </label>
            ))}
          </div>
        </fieldset>
      </div>
      <Button type="submit" variant="primary" className="self-start">
        Search numbers
      </Button>
    </Form>
  );
}
