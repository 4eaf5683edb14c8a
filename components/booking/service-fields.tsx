import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import type { BookedService } from "@/lib/booking/facts";
import { minorDigits } from "@/lib/booking/words";

const currencies = ["USD", "EUR", "GBP", "RON", "CAD", "AUD", "CHF", "PLN", "HUF", "BGN"];

/** What a service is called, how long it takes, and what it costs. */
export function ServiceFields({ service }: { service?: BookedService }) {
  const currency = service?.currency ?? "";
  const offered = [...new Set([...(currency ? [currency] : []), ...currencies])];
  return (
    <>
      <TextField
        label="Name"
        name="name"
        maxLength={80}
        autoComplete="off"
        required
        defaultValue={service?.name}
      />
      <TextField
        label="Also called"
        name="spoken_names"
        maxLength={700}
        autoComplete="off"
        defaultValue={service?.spoken_names.join(", ")}
        hint="What callers say for it, separated by commas: “trim, cut”."
      />
      <div className="grid items-start gap-4 sm:grid-cols-3">
        <Minutes label="Takes" name="duration_minutes" value={service?.duration_minutes ?? 30} />
        <Minutes
          label="Free before"
          name="buffer_before_minutes"
          value={service?.buffer_before_minutes ?? 0}
        />
        <Minutes
          label="Free after"
          name="buffer_after_minutes"
          value={service?.buffer_after_minutes ?? 0}
        />
      </div>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <TextField
          label="Price (optional)"
          name="price"
          inputMode="decimal"
          autoComplete="off"
          maxLength={11}
          defaultValue={service ? priceOf(service) : ""}
        />
        <SelectField label="Currency" name="currency" defaultValue={currency || "USD"}>
          {offered.map((code) => (
            <option key={code} value={code}>
              {code}
            </option>
          ))}
        </SelectField>
      </div>
    </>
  );
}

function Minutes({ label, name, value }: { label: string; name: string; value: number }) {
  return (
    <TextField
      label={`${label} (minutes)`}
      name={name}
      type="number"
      inputMode="numeric"
      min={0}
      step={5}
      required
      defaultValue={value}
    />
  );
}

/** As it is typed: "49.90". */
function priceOf({ price_minor, currency }: BookedService): string {
  if (price_minor === null || currency === null) return "";
  const digits = minorDigits(currency);
  return (price_minor / 10 ** digits).toFixed(digits);
}
