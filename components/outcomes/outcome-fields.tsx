import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { delayOf, followUpNames, followUps } from "@/lib/dispositions/follow-up";
import type { Disposition } from "@/lib/dispositions/store";

export type Stage = { id: string; name: string };

/**
 * What an outcome is called, its key, and what follows it; `keys` are those that are free, `stages`
 * those that can be chosen.
 */
export function OutcomeFields({
  outcome,
  keys,
  stages,
}: {
  outcome?: Disposition;
  keys: number[];
  stages: Stage[];
}) {
  const { delay, unit } = delayOf(outcome?.follow_up_minutes ?? 1440);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField
        label="Name"
        name="label"
        defaultValue={outcome?.label}
        maxLength={40}
        autoComplete="off"
        required
      />
      <SelectField label="Key" name="key" defaultValue={String(outcome?.key ?? "")}>
        <option value="">None</option>
        {keys.map((key) => (
          <option key={key} value={key}>
            {key}
          </option>
        ))}
      </SelectField>
      <SelectField label="What follows" name="follow_up" defaultValue={outcome?.follow_up}>
        {followUps.map((kind) => (
          <option key={kind} value={kind}>
            {followUpNames[kind]}
          </option>
        ))}
      </SelectField>
      <div className="grid grid-cols-2 gap-2">
        <TextField
          label="Due in"
          name="delay"
          type="number"
          inputMode="numeric"
          min={0}
          defaultValue={delay}
        />
        <SelectField label="Unit" name="unit" defaultValue={unit}>
          <option value="minutes">minutes</option>
          <option value="hours">hours</option>
          <option value="days">days</option>
        </SelectField>
      </div>
      <SelectField
        label="Move the contact to"
        name="stage_id"
        defaultValue={
          stages.some(({ id }) => id === outcome?.stage_id) ? (outcome?.stage_id ?? "") : ""
        }
      >
        <option value="">No other stage</option>
        {stages.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
    </div>
  );
}
