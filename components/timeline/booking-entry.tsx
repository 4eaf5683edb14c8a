import { CalendarDays } from "lucide-react";
import { EntryHead } from "@/components/timeline/entry-head";
import { Badge } from "@/components/ui/badge";
import { TextLink } from "@/components/ui/text-link";
import type { Member } from "@/lib/auth/member";
import type { Booking } from "@/lib/booking/store";
import { bookingTime, stateNames, stateOf } from "@/lib/booking/words";
import type { Around } from "@/lib/timeline/around";

/** A booking in a contact's timeline, as it is now. */
export function BookingEntry({
  booking,
  member,
  around,
}: {
  booking: Booking;
  member: Member;
  around: Around;
}) {
  const { booked_by: by, services: service, staff } = booking;
  const person = by === member.user_id ? "You" : ((by && around.people.get(by)) ?? "Someone");
  const who = booking.source === "call" ? "The voice agent" : person;
  const state = stateOf(booking.status);
  return (
    <>
      <span className="direction bg-sunken text-muted">
        <CalendarDays aria-hidden />
      </span>
      <div className="min-w-0 flex-1">
        <EntryHead at={booking.created_at} timeZone={member.tenant.time_zone}>
          <span className="font-medium text-ink">{who}</span> booked {service?.name}
        </EntryHead>
        <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
          <TextLink href={`/calendar/${booking.id}`} prefetch={false}>
            {bookingTime(booking, member.tenant.time_zone)}
          </TextLink>
          <span className="text-muted">with {staff?.name}</span>
          {state !== "confirmed" && <Badge>{stateNames[state]}</Badge>}
        </p>
        {booking.note && (
          <p className="mt-1 break-words whitespace-pre-line text-muted">{booking.note}</p>
        )}
      </div>
    </>
  );
}
