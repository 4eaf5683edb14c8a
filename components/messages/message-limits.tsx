import { CountFields } from "@/components/settings/count-fields";
import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { TenantSettings } from "@/lib/company/store";
import { saveMessageLimits, saveQuietHours } from "@/lib/messages/settings-actions";

const counts = [
  ["user_messages_per_hour", "Messages per person, per hour"],
  ["user_messages_per_day", "Messages per person, per day"],
  ["tenant_messages_per_hour", "Company messages per hour"],
  ["tenant_messages_per_day", "Company messages per day"],
] as const;

/** When and how often people may text; for admins. */
export function MessageLimits({ settings }: { settings: TenantSettings }) {
  const limits = Object.fromEntries(counts.map(([name]) => [name, settings[name]]));
  const { quiet_from, quiet_until } = settings;
  return (
    <>
      <Card
        title="Quiet hours"
        description="Nobody is texted between these times, by the clock where they are. Whoever wrote within the last hour is answered."
      >
        <Form action={saveQuietHours} loaded={{ quiet_from, quiet_until }}>
          <div className="grid items-start gap-5 sm:grid-cols-2">
            <TextField
              label="From"
              name="quiet_from"
              type="time"
              defaultValue={quiet_from?.slice(0, 5)}
              hint="Leave both empty to text at any hour."
            />
            <TextField
              label="Until"
              name="quiet_until"
              type="time"
              defaultValue={quiet_until?.slice(0, 5)}
            />
          </div>
          <FormNotice />
          <SubmitButton className="self-start">Save quiet hours</SubmitButton>
        </Form>
      </Card>
      <Card
        title="Limits"
        description="A normal day should never reach them. The daily spending limit in Settings → Calling counts messages too."
      >
        <Form action={saveMessageLimits} loaded={limits}>
          <div className="grid items-start gap-5 sm:grid-cols-2">
            <CountFields counts={counts} values={settings} />
          </div>
          <FormNotice />
          <SubmitButton className="self-start">Save limits</SubmitButton>
        </Form>
      </Card>
    </>
  );
}
