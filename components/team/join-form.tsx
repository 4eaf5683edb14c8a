import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { joinNow } from "@/lib/team/join-actions";

/** For someone who is signed in already: a name, and in. */
export function JoinForm({
  token,
  name,
  company,
}: {
  token: string;
  name: string;
  company: string;
}) {
  return (
    <Form action={joinNow}>
      <input type="hidden" name="token" value={token} />
      <TextField
        label="Your name"
        name="name"
        autoComplete="name"
        defaultValue={name}
        maxLength={80}
        required
      />
      <FormNotice />
      <SubmitButton>{`Join ${company}`}</SubmitButton>
    </Form>
  );
}
