import { BookingFields } from "@/components/booking/booking-fields";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { SwitchField } from "@/components/ui/switch-field";
import { changeBooking } from "@/lib/booking/actions";
import type { BookingFacts } from "@/lib/booking/facts";
import type { Booking } from "@/lib/booking/store";

/** Gives a booking another time, service or member of the staff. */
export function MoveForm({
  booking: { id, sequence, service_id, staff_id },
  facts,
  known,
  starts,
}: {
  booking: Booking;
  facts: BookingFacts;
  known: string;
  starts: string;
}) {
  return (
    <Form action={changeBooking} label="Move this booking">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="sequence" value={sequence} />
      <BookingFields {...{ facts, known }} chosen={{ service_id, staff_id, starts }} moving={id} />
      <SwitchField label="Allow outside of opening hours" name="anytime" />
      <FormNotice />
      <SubmitButton variant="secondary" className="self-start">
        Move
      </SubmitButton>
    </Form>
  );
}
