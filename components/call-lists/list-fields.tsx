import { DaysField } from "@/components/call-lists/days-field";
import { RetryFields } from "@/components/call-lists/retry-fields";
import { TextField } from "@/components/ui/text-field";
import type { CallListSettings } from "@/lib/call-lists/schema";
import type { Disposition } from "@/lib/dispositions/store";

/** What can be set of a call list: its name, when people are called, and who is called again. */
export function ListFields({
  settings,
  outcomes,
}: {
  settings: CallListSettings;
  outcomes: Disposition[];
}) {
  return (
    <>
      <TextField
        label="Name"
        name="name"
        defaultValue={settings.name}
        maxLength={120}
        autoComplete="off"
        required
      />
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-3 text-[15px] font-semibold text-ink">Calling hours</legend>
        <div className="grid max-w-xs grid-cols-2 gap-3">
          <TextField
            label="From"
            name="hours_from"
            type="time"
            defaultValue={settings.hours_from}
            required
          />
          <TextField
            label="Until"
            name="hours_until"
            type="time"
            defaultValue={settings.hours_until === "24:00" ? "23:59" : settings.hours_until}
            required
          />
        </div>
        <DaysField days={settings.days} />
        <p className="text-[13px] text-muted">In each contact’s own time zone.</p>
      </fieldset>
      <TextField
        label="Skip who was called within (days)"
        name="skip_called_days"
        type="number"
        inputMode="numeric"
        min={1}
        max={365}
        defaultValue={settings.skip_called_days ?? ""}
        className="[&_input]:max-w-40"
        hint="By anybody of your company. Leave empty to skip nobody."
      />
      <RetryFields retries={settings.retries} outcomes={outcomes} />
    </>
  );
}
