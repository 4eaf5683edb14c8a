import { WeekFields } from "@/components/availability/week-fields";
import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import type { BookingFacts } from "@/lib/booking/facts";
import { saveOpeningHours } from "@/lib/booking/settings-actions";

/** When the company takes bookings. */
export function OpeningHours({ week, timeZone }: { week: BookingFacts["week"]; timeZone: string }) {
  return (
    <Card
      title="Opening hours"
      description={`When bookings are taken, in ${timeZone.replaceAll("_", " ")}. A day that is left empty is closed.`}
    >
      <Form action={saveOpeningHours} loaded={{ week }} label="Opening hours">
        <WeekFields week={week} />
        <FormNotice />
        <SubmitButton variant="secondary" className="self-start">
          Save hours
        </SubmitButton>
      </Form>
    </Card>
  );
}
