import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { SwitchField } from "@/components/ui/switch-field";
import { choosePrompt } from "@/lib/wrapups/actions";

/** Whether the call bar asks a person what came of each call. */
export function WrapUpForm({ prompts }: { prompts: boolean }) {
  return (
    <Form action={choosePrompt}>
      <SwitchField
        label="Ask for an outcome after each call"
        hint="The call bar stays after a call until you choose an outcome or dismiss it."
        name="wrap_up_prompt"
        defaultChecked={prompts}
      />
      <FormNotice />
      <SubmitButton variant="secondary" className="self-start">
        Save calls
      </SubmitButton>
    </Form>
  );
}
