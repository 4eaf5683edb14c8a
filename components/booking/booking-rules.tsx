import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { BookingFacts } from "@/lib/booking/facts";
import { saveBookingRules } from "@/lib/booking/settings-actions";
import { rulesValues } from "@/lib/booking/settings-values";

const steps = [5, 10, 15, 20, 30, 60];
const notices: [minutes: number, words: string][] = [
  [0, "Right away"],
  [30, "30 minutes ahead"],
  [60, "1 hour ahead"],
  [120, "2 hours ahead"],
  [240, "4 hours ahead"],
  [1440, "1 day ahead"],
  [2880, "2 days ahead"],
];
const reminders: [hours: number, words: string][] = [
  [2, "2 hours before"],
  [4, "4 hours before"],
  [24, "1 day before"],
  [48, "2 days before"],
];

/** When bookings are offered, and who is notified of them. */
export function BookingRules({ settings }: { settings: BookingFacts["settings"] }) {
  return (
    <Card title="Offers and reminders">
      <Form action={saveBookingRules} loaded={rulesValues(settings)} label="Offers and reminders">
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <SelectField
            label="Times are offered every"
            name="slot_minutes"
            defaultValue={String(settings.slot_minutes)}
          >
            {steps.map((minutes) => (
              <option key={minutes} value={minutes}>
                {minutes} minutes
              </option>
            ))}
          </SelectField>
          <SelectField
            label="Callers can come"
            name="notice_minutes"
            defaultValue={String(settings.notice_minutes)}
          >
            {notices.map(([minutes, words]) => (
              <option key={minutes} value={minutes}>
                {words}
              </option>
            ))}
          </SelectField>
          <TextField
            label="Callers can book (days ahead)"
            name="ahead_days"
            type="number"
            inputMode="numeric"
            min={1}
            max={365}
            required
            defaultValue={settings.ahead_days}
          />
          <SelectField
            label="Remind customers by text"
            name="reminder_hours"
            defaultValue={String(settings.reminder_hours ?? "")}
          >
            <option value="">Never</option>
            {reminders.map(([hours, words]) => (
              <option key={hours} value={hours}>
                {words}
              </option>
            ))}
          </SelectField>
          <SelectField
            label="Language of confirmations"
            name="language"
            defaultValue={settings.language}
            hint="What is booked in a call is confirmed in the language of the call."
          >
            <option value="en">English</option>
            <option value="ro">Romanian</option>
          </SelectField>
        </div>
        <FormNotice />
        <SubmitButton variant="secondary" className="self-start">
          Save
        </SubmitButton>
      </Form>
    </Card>
  );
}
