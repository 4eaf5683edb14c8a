import { ChoicesField } from "@/components/ui/choices-field";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { SwitchField } from "@/components/ui/switch-field";
import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import type { Member } from "@/lib/auth/member";
import { saveCallPolicy } from "@/lib/company/actions";
import { countries } from "@/lib/company/places";
import type { TenantSettings } from "@/lib/company/store";
import { announceWords, callerIdWords } from "@/lib/company/words";

export function CallPolicyForm({
  tenant,
  announce: { announce_recording, announce_countries, rep_caller_id },
}: {
  tenant: Member["tenant"];
  /** When the notice is played, and what people's phones show. */
  announce: Pick<TenantSettings, "announce_recording" | "announce_countries" | "rep_caller_id">;
}) {
  const { recording_enabled, recording_notice, keep_recordings_days } = tenant;
  const { call_time_limit_seconds, after_call_seconds } = tenant;
  return (
    <Form
      action={saveCallPolicy}
      loaded={{
        recording_enabled,
        recording_notice,
        announce_recording,
        announce_countries: announce_countries.toSorted(),
        keep_recordings_days,
        call_time_limit_seconds,
        after_call_seconds,
        rep_caller_id,
      }}
    >
      <SwitchField
        label="Record calls"
        name="recording_enabled"
        defaultChecked={recording_enabled}
        hint="Records both sides in separate channels. Managers and admins hear all recordings, reps only their own."
      />
      <TextareaField
        label="Recording notice"
        name="recording_notice"
        defaultValue={recording_notice}
        maxLength={500}
        hint="Played to the customer before a recorded call connects. Many places require it by law."
        required
      />
      <SelectField
        label="Play the notice"
        name="announce_recording"
        defaultValue={announce_recording}
        className="max-w-sm"
        hint="Callers whose country isn't known always hear it, unless you choose Never."
      >
        {Object.entries(announceWords).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </SelectField>
      <ChoicesField
        label="Countries where it is played"
        name="announce_countries"
        choices={countries().map(({ code, name }) => ({ value: code, label: name }))}
        chosen={announce_countries}
        nothing="No country matches."
        hint="Counts if the notice is played for some countries: those of your customers' numbers."
      />
      <TextField
        label="Keep recordings for (days)"
        name="keep_recordings_days"
        type="number"
        inputMode="numeric"
        min={1}
        max={3650}
        defaultValue={keep_recordings_days ?? ""}
        placeholder="Forever"
        className="[&_input]:max-w-40"
        hint="Older recordings are permanently deleted, here and at Twilio. Leave empty to keep them forever."
      />
      <TextField
        label="Maximum call length (minutes)"
        name="time_limit_minutes"
        type="number"
        inputMode="numeric"
        min={1}
        max={240}
        defaultValue={Math.round(call_time_limit_seconds / 60)}
        className="[&_input]:max-w-40"
        hint="Calls end after this time."
        required
      />
      <TextField
        label="After a call (seconds)"
        name="after_call_seconds"
        type="number"
        inputMode="numeric"
        min={0}
        max={600}
        defaultValue={after_call_seconds}
        className="[&_input]:max-w-40"
        hint="Time to finish up: for this long after a call, routes don't ring the person who talked."
        required
      />
      <SelectField
        label="For incoming calls, your people's phones show"
        name="rep_caller_id"
        defaultValue={rep_caller_id}
        className="max-w-sm"
        hint="The number that was called tells them it is a work call. Callbacks always show one of your numbers."
      >
        {Object.entries(callerIdWords).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </SelectField>
      <FormNotice />
      <SubmitButton className="self-start">Save recording settings</SubmitButton>
    </Form>
  );
}
