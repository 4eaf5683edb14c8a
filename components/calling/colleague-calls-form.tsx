import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { SwitchField } from "@/components/ui/switch-field";
import { saveColleagueCalls } from "@/lib/calling/actions";

export function ColleagueCallsForm({ record_internal_calls }: { record_internal_calls: boolean }) {
  return (
    <Form action={saveColleagueCalls} loaded={{ record_internal_calls }}>
      <SwitchField
        label="Record calls between colleagues"
        name="record_internal_calls"
        defaultChecked={record_internal_calls}
        hint="No notice is played: tell your team. The two on the call, managers and admins hear the recording."
      />
      <FormNotice />
      <SubmitButton className="self-start">Save</SubmitButton>
    </Form>
  );
}
