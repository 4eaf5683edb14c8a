import { InvitationSent } from "@/components/team/invitation-sent";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { invite } from "@/lib/team/actions";
import { roleWords } from "@/lib/team/words";

export function InviteForm() {
  return (
    <Form action={invite} resetOnDone>
      <div className="grid items-start gap-5 sm:grid-cols-[1fr_10rem_auto] sm:gap-3">
        <TextField label="Email" name="email" type="email" autoComplete="off" required />
        <SelectField label="Role" name="role" defaultValue="rep">
          {Object.entries(roleWords).map(([role, { name }]) => (
            <option key={role} value={role}>
              {name}
            </option>
          ))}
        </SelectField>
        <SubmitButton className="sm:mt-[26px]">Invite</SubmitButton>
      </div>
      <FormNotice />
      <InvitationSent />
    </Form>
  );
}
