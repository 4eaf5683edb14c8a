import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { SwitchField } from "@/components/ui/switch-field";
import { saveSupervision } from "@/lib/calling/actions";
import type { Limits } from "@/lib/calling/store";

/** What people on a call learn of a manager who listens. */
export function SupervisionForm({
  announce_supervision,
  show_supervision,
}: Pick<Limits, "announce_supervision" | "show_supervision">) {
  return (
    <Form action={saveSupervision} loaded={{ announce_supervision, show_supervision }}>
      <SwitchField
        label="Announce it"
        name="announce_supervision"
        defaultChecked={announce_supervision}
        hint="Rep and customer hear “A supervisor has joined this call”. Many places require it by law."
      />
      <SwitchField
        label="Show it to the rep"
        name="show_supervision"
        defaultChecked={show_supervision}
        hint="The call bar says who is listening. Once a manager whispers or speaks, it always does."
      />
      <FormNotice />
      <SubmitButton className="self-start">Save</SubmitButton>
    </Form>
  );
}
