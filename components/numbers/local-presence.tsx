import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { SwitchField } from "@/components/ui/switch-field";
import type { TenantSettings } from "@/lib/company/store";
import { saveLocalPresence } from "@/lib/numbers/caller-id-actions";

/** Which number customers see; for admins. */
export function LocalPresence({ settings }: { settings: TenantSettings }) {
  const { local_presence } = settings;
  return (
    <Card
      title="What customers see"
      description="The number they were last called from. For new customers, the one that each person chose in Settings → Profile, or else your oldest number."
    >
      <Form action={saveLocalPresence} loaded={{ local_presence }}>
        <SwitchField
          label="Show a local number"
          name="local_presence"
          defaultChecked={local_presence}
          hint="New customers are called and texted from your number with their area code, where you have one; outside of North America, from one that starts with the same digits."
        />
        <FormNotice />
        <SubmitButton className="self-start">Save</SubmitButton>
      </Form>
    </Card>
  );
}
