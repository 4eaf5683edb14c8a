import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { SwitchField } from "@/components/ui/switch-field";
import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import type { Member } from "@/lib/auth/member";
import { saveCallPolicy } from "@/lib/company/actions";

export function CallPolicyForm({ tenant }: { tenant: Member["tenant"] }) {
  const { recording_enabled, recording_notice, keep_recordings_days } = tenant;
  const { call_time_limit_seconds, after_call_seconds } = tenant;
  return (
    <Form
      action={saveCallPolicy}
      loaded={{
        recording_enabled,
        recording_notice,
        keep_recordings_days,
        call_time_limit_seconds,
        after_call_seconds,
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
      <FormNotice />
      <SubmitButton className="self-start">Save recording settings</SubmitButton>
    </Form>
  );
}
