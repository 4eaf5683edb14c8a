import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Member } from "@/lib/auth/member";
import { saveSettings } from "@/lib/notifications/actions";
import { kindNames, notificationKinds } from "@/lib/notifications/kinds";
import type { NotificationSettings } from "@/lib/notifications/settings";

const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}:00`);

/** "08:00" as people read it: "8:00 AM". */
const asClock = (time: string) =>
  new Intl.DateTimeFormat("en-US", { timeStyle: "short", timeZone: "UTC" }).format(
    new Date(`1970-01-01T${time}:00Z`),
  );

/** What the browser and the daily email say, kind by kind, and when the email is sent. */
export function NotificationForm({
  settings,
  tenant,
  email,
}: {
  settings: NotificationSettings;
  tenant: Member["tenant"];
  email: string;
}) {
  const { browser_off, mail_off, mail_at } = settings;
  const times = mail_at && !hours.includes(mail_at) ? [mail_at, ...hours] : hours;
  const channels = [
    { name: "browser", label: "Browser", off: browser_off },
    { name: "mail", label: "Email", off: mail_off },
  ];
  return (
    <Form action={saveSettings} className="flex flex-col gap-6">
      <SelectField
        label="Daily email"
        name="mail_at"
        defaultValue={mail_at ?? ""}
        className="max-w-sm"
        hint={`To ${email}, by ${tenant.time_zone.replaceAll("_", " ")} time. None on a day with nothing to say.`}
      >
        <option value="">Don't send</option>
        {times.map((time) => (
          <option key={time} value={time}>
            {asClock(time)}
          </option>
        ))}
      </SelectField>
      <p className="-mb-3 text-[13px] text-muted">
        A voicemail is emailed when it comes in, with its transcript. The rest is in the daily
        email.
      </p>
      <table className="w-full max-w-xl text-left text-sm">
        <thead>
          <tr className="border-b border-line text-xs text-muted">
            <th scope="col" className="py-2 font-medium">
              Kind
            </th>
            {channels.map(({ name, label }) => (
              <th key={name} scope="col" className="w-28 py-2 text-center font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {kindNames.map((kind) => (
            <tr key={kind}>
              <th scope="row" className="font-medium text-ink">
                {notificationKinds[kind].label}
              </th>
              {channels.map(({ name, label, off }) => (
                <td key={name}>
                  <label className="flex h-11 cursor-pointer items-center justify-center">
                    <span className="sr-only">
                      {notificationKinds[kind].label}: {label}
                    </span>
                    <input
                      type="checkbox"
                      name={`${name}_${kind}`}
                      defaultChecked={!off.includes(kind)}
                      className="size-4.5 accent-accent"
                    />
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <FormNotice />
      <SubmitButton variant="secondary" className="self-start">
        Save notifications
      </SubmitButton>
    </Form>
  );
}
