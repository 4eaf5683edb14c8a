import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { SwitchField } from "@/components/ui/switch-field";
import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import type { Member } from "@/lib/auth/member";
import { saveCallPolicy } from "@/lib/company/actions";

export function CallPolicyForm({ tenant }: { tenant: Member["tenant"] }) {
  const { recording_enabled, recording_notice, keep_recordings_days, call_time_limit_seconds } =
    tenant;
  return (
    <Form
      action={saveCallPolicy}
      loaded={{
        recording_enabled,
        recording_notice,
        keep_recordings_days,
        call_time_limit_seconds,
      }}
    >
      <SwitchField
        label="Record calls"
        name="recording_enabled"
        defaultChecked={recording_enabled}
        hint="Both sides, on separate channels. Managers and admins hear all recordings, reps their own."
      />
      <TextareaField
        label="Recording notice"
        name="recording_notice"
        defaultValue={recording_notice}
        maxLength={500}
        hint="Spoken to the customer before a recorded call is connected. Many places require it by law."
        required
      />
      <TextField
        label="Keep recordings, in days"
        name="keep_recordings_days"
        type="number"
        inputMode="numeric"
        min={1}
        max={3650}
        defaultValue={keep_recordings_days ?? ""}
        placeholder="For ever"
        className="[&_input]:max-w-40"
        hint="Older ones are deleted at Twilio and here, for good, within minutes. Leave it empty to keep them for ever."
      />
      <TextField
        label="Longest call, in minutes"
        name="time_limit_minutes"
        type="number"
        inputMode="numeric"
        min={1}
        max={240}
        defaultValue={Math.round(call_time_limit_seconds / 60)}
        className="[&_input]:max-w-40"
        hint="A call is ended after this time."
        required
      />
      <FormNotice />
      <SubmitButton className="self-start">Save calls and recording</SubmitButton>
    </Form>
  );
}
