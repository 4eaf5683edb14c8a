import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { saveModelPrices } from "@/lib/agent/prices/actions";
import { priced } from "@/lib/agent/prices/schema";
import type { SavedPrices } from "@/lib/agent/prices/store";
import { dayOf, formatDay } from "@/lib/core/time";

/** What a model costs, in US dollars; writing down the caller's words may cost nothing. */
export function PricesForm({
  model,
  saved,
  timeZone,
}: {
  model: string;
  saved: SavedPrices | null;
  timeZone: string;
}) {
  const values = Object.fromEntries(priced.map(([name]) => [name, saved ? saved[name] : ""]));
  const source = saved?.source ?? "";
  return (
    <Form action={saveModelPrices} label="Prices" loaded={{ ...values, source }}>
      <input type="hidden" name="model" value={model} />
      <div className="grid items-end gap-5 sm:grid-cols-3">
        {priced.map(([name, label, unit]) => (
          <TextField
            key={name}
            label={`${label} (${unit})`}
            name={name}
            inputMode="decimal"
            defaultValue={values[name]}
            autoComplete="off"
            maxLength={10}
            required={!name.startsWith("transcript_")}
          />
        ))}
      </div>
      <TextField
        label="Source"
        name="source"
        defaultValue={source}
        maxLength={300}
        autoComplete="off"
        placeholder="https://platform.openai.com/docs/pricing"
        hint={
          saved
            ? `Last changed on ${formatDay(dayOf(new Date(saved.updated_at), timeZone))}.`
            : "Where you read them. Without prices, calls show tokens and no cost."
        }
      />
      <FormNotice />
      <SubmitButton className="self-start">Save</SubmitButton>
    </Form>
  );
}
