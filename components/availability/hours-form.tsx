import { WeekFields } from "@/components/availability/week-fields";
import { TimeZoneField } from "@/components/settings/time-zone-field";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { SwitchField } from "@/components/ui/switch-field";
import { saveOwnHours } from "@/lib/availability/actions";
import type { OwnHours } from "@/lib/availability/hours";
import { timeZones } from "@/lib/company/places";

/** When routes may ring a person's phone. */
export function HoursForm({ hours, timeZone }: { hours: OwnHours | null; timeZone: string }) {
  return (
    <Form action={saveOwnHours} label="Working hours">
      <SwitchField
        label="Only ring me in these hours"
        name="enabled"
        defaultChecked={hours !== null}
        hint="For calls that follow your company's routing. Outside your hours, it rings your colleagues."
      />
      <WeekFields week={hours?.week ?? null} />
      <div className="max-w-sm">
        <TimeZoneField
          name="time_zone"
          zones={timeZones()}
          saved={hours?.time_zone ?? timeZone}
          hint="Of these hours."
        />
      </div>
      <FormNotice />
      <SubmitButton variant="secondary" className="self-start">
        Save hours
      </SubmitButton>
    </Form>
  );
}
