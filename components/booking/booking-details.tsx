import { Facts } from "@/components/ui/facts";
import { TextLink } from "@/components/ui/text-link";
import type { Booking } from "@/lib/booking/store";
import { bookingTime, priceWords } from "@/lib/booking/words";
import { formatWhen } from "@/lib/core/time";

/** Who comes, when, to whom; `by` is who booked it, where a person did. */
export function BookingDetails({
  booking,
  timeZone,
  by,
}: {
  booking: Booking;
  timeZone: string;
  by: string | null;
}) {
  const { contacts: contact, call_id: call } = booking;
  const who = booking.source === "call" ? "The voice agent" : (by ?? "Someone");
  return (
    <Facts
      items={[
        {
          label: "Customer",
          value: contact ? (
            <TextLink href={`/contacts/${contact.id}`}>{contact.name}</TextLink>
          ) : (
            "Not known"
          ),
        },
        { label: "When", value: bookingTime(booking, timeZone) },
        { label: "With", value: booking.staff?.name },
        { label: "Price", value: priceWords(booking) },
        {
          label: "Booked",
          value: (
            <>
              {who}, {formatWhen(booking.created_at, timeZone)}
              {call && (
                <>
                  {" "}
                  <TextLink href={`/calls/${call}`}>Call</TextLink>
                </>
              )}
            </>
          ),
        },
        {
          label: "Note",
          value: booking.note && <span className="whitespace-pre-line">{booking.note}</span>,
        },
      ]}
    />
  );
}
