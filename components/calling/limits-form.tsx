import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { saveCallLimits } from "@/lib/calling/actions";
import type { Limits } from "@/lib/calling/store";

const counts = [
  ["user_calls_per_hour", "Calls of one person in an hour"],
  ["user_calls_per_day", "Calls of one person in 24 hours"],
  ["tenant_calls_per_hour", "Calls of the company in an hour"],
  ["tenant_calls_per_day", "Calls of the company in 24 hours"],
] as const;

export function LimitsForm({ limits, unit }: { limits: Limits; unit: string | null }) {
  const { allowed_countries: _, ...loaded } = limits;
  return (
    <Form action={saveCallLimits} loaded={loaded}>
      <div className="grid items-start gap-5 sm:grid-cols-2">
        {counts.map(([name, label]) => (
          <TextField
            key={name}
            label={label}
            name={name}
            type="number"
            inputMode="numeric"
            min={1}
            max={100_000}
            defaultValue={limits[name]}
            required
          />
        ))}
        <TextField
          label="Calls at one time"
          name="calls_at_once"
          type="number"
          inputMode="numeric"
          min={1}
          max={10_000}
          defaultValue={limits.calls_at_once}
          hint="Outbound calls, ringing ones too."
          required
        />
        <TextField
          label={unit ? `Spending in a day, in ${unit}` : "Spending in a day"}
          name="spend_per_day"
          type="number"
          inputMode="decimal"
          min={0}
          max={1_000_000}
          step="0.01"
          defaultValue={limits.spend_per_day}
          hint="Twilio’s prices of all calls since midnight. A call whose price is not known yet is estimated."
          required
        />
      </div>
      <FormNotice />
      <SubmitButton className="self-start">Save limits</SubmitButton>
    </Form>
  );
}
