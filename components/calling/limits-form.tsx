import { CountFields } from "@/components/settings/count-fields";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { saveCallLimits } from "@/lib/calling/actions";
import type { Limits } from "@/lib/calling/store";

const counts = [
  ["user_calls_per_hour", "Calls per person, per hour"],
  ["user_calls_per_day", "Calls per person, per day"],
  ["tenant_calls_per_hour", "Company calls per hour"],
  ["tenant_calls_per_day", "Company calls per day"],
] as const;

export function LimitsForm({ limits, unit }: { limits: Limits; unit: string | null }) {
  const {
    allowed_countries: _,
    record_internal_calls: __,
    announce_supervision: ___,
    show_supervision: ____,
    ...loaded
  } = limits;
  return (
    <Form action={saveCallLimits} loaded={loaded}>
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <CountFields counts={counts} values={limits} />
        <TextField
          label="Concurrent calls"
          name="calls_at_once"
          type="number"
          inputMode="numeric"
          min={1}
          max={10_000}
          defaultValue={limits.calls_at_once}
          hint="Outbound only; includes calls still ringing."
          required
        />
        <TextField
          label={unit ? `Daily spending limit (${unit})` : "Daily spending limit"}
          name="spend_per_day"
          type="number"
          inputMode="decimal"
          min={0}
          max={1_000_000}
          step="0.01"
          defaultValue={limits.spend_per_day}
          hint="Twilio's prices of all calls and messages since midnight. Those without a price yet are estimated."
          required
        />
      </div>
      <FormNotice />
      <SubmitButton className="self-start">Save limits</SubmitButton>
    </Form>
  );
}
