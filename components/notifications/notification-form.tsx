import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { SwitchField } from "@/components/ui/switch-field";
import { saveSettings } from "@/lib/notifications/actions";
import { kindNames, notificationKinds } from "@/lib/notifications/kinds";
import type { NotificationSettings } from "@/lib/notifications/settings";

const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}:00`);

/** "08:00" as people read it: "8:00 AM". */
const asClock = (time: string) =>
  new Intl.DateTimeFormat("en-US", { timeStyle: "short", timeZone: "UTC" }).format(
    new Date(`1970-01-01T${time}:00Z`),
  );

/** What the browser and the daily mail say, kind by kind, and when the mail is sent. */
export function NotificationForm({
  settings,
  timeZone,
}: {
  settings: NotificationSettings;
  timeZone: string;
}) {
  const { browser_off, mail_off, mail_at } = settings;
  const times = mail_at && !hours.includes(mail_at) ? [mail_at, ...hours] : hours;
  const group = (channel: string, title: string, off: string[]) => (
    <fieldset className="flex flex-col gap-4">
      <legend className="mb-3 text-sm font-semibold text-ink">{title}</legend>
      {kindNames.map((kind) => (
        <SwitchField
          key={kind}
          label={notificationKinds[kind].label}
          name={`${channel}_${kind}`}
          defaultChecked={!off.includes(kind)}
        />
      ))}
    </fieldset>
  );
  return (
    <Form action={saveSettings} className="flex flex-col gap-6">
      {group("browser", "Shown by your browsers", browser_off)}
      <div className="flex flex-col gap-5 border-t border-line pt-5">
        <SelectField
          label="Daily email"
          name="mail_at"
          defaultValue={mail_at ?? ""}
          className="max-w-sm"
          hint={`One email a day, by ${timeZone.replaceAll("_", " ")} time. On a day with nothing to say, none.`}
        >
          <option value="">Don't send</option>
          {times.map((time) => (
            <option key={time} value={time}>
              {asClock(time)}
            </option>
          ))}
        </SelectField>
        {group("mail", "In the daily email", mail_off)}
      </div>
      <FormNotice />
      <SubmitButton variant="secondary" className="self-start">
        Save notifications
      </SubmitButton>
    </Form>
  );
}
