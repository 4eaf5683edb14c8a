import { BookingFields, type When } from "@/components/booking/booking-fields";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { SwitchField } from "@/components/ui/switch-field";
import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import { makeBooking } from "@/lib/booking/actions";
import type { BookingFacts } from "@/lib/booking/facts";

/** Books for a contact, or for somebody new. `id` is the booking's: sent twice, it is made once. */
export function BookingForm({
  id,
  contact,
  facts,
  known,
  chosen,
}: {
  id: string;
  contact: { id: string; name: string } | null;
  facts: BookingFacts;
  known: string;
  chosen: When;
}) {
  return (
    <Form action={makeBooking} label="New booking">
      <input type="hidden" name="id" value={id} />
      {contact ? (
        <input type="hidden" name="contact_id" value={contact.id} />
      ) : (
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField label="Name" name="name" maxLength={120} autoComplete="off" required />
          <TextField label="Phone (optional)" name="phone" type="tel" autoComplete="off" />
        </div>
      )}
      <BookingFields {...{ facts, known, chosen }} />
      <TextareaField label="Note (optional)" name="note" maxLength={1000} rows={2} />
      <SwitchField
        label="Notify the customer"
        name="notifies"
        defaultChecked
        hint="By text, and by mail with a calendar file where an email address is known. Also when it is moved or canceled."
      />
      <SwitchField
        label="Allow outside of opening hours"
        name="anytime"
        hint="Another booking at the same time is never allowed."
      />
      <FormNotice />
      <SubmitButton className="self-start">Book</SubmitButton>
    </Form>
  );
}
