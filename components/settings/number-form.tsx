import { ForwardToField } from "@/components/settings/forward-to-field";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { saveNumber } from "@/lib/numbers/actions";
import type { PersonToRing } from "@/lib/numbers/people";
import type { FollowableRoute } from "@/lib/numbers/routes";
import type { PhoneNumber } from "@/lib/numbers/store";
import { targetOf } from "@/lib/numbers/target";

/** What a number is called, and what calls to it do. */
export function NumberForm({
  number,
  ...choices
}: {
  number: PhoneNumber;
  people: PersonToRing[];
  routes: FollowableRoute[];
}) {
  const { id, name } = number;
  const forward_to = targetOf(number);
  return (
    <Form action={saveNumber} loaded={{ name, forward_to }}>
      <input type="hidden" name="id" value={id} />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label="Name"
          name="name"
          defaultValue={name ?? ""}
          maxLength={60}
          autoComplete="off"
          placeholder="Main line"
          hint="Your team's name for it. Optional."
        />
        <ForwardToField {...choices} chosen={forward_to ?? ""} />
      </div>
      <FormNotice />
      <SubmitButton className="self-start">Save</SubmitButton>
    </Form>
  );
}
