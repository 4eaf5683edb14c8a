import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";

type Event = {
  booking_id: string;
  sequence: number;
  status: string;
  service: string;
  staff: string;
  company: string;
  contact: string;
  email: string;
  starts_at: string;
  ends_at: string;
  created_at: string;
  updated_at: string;
};

/**
 * A booking as an invitation that calendars take in, change and remove: its UID stays, SEQUENCE
 * grows with each change. `organizer` is the address that it comes from.
 * https://www.rfc-editor.org/rfc/rfc5546
 */
export function calendarFile(event: Event, organizer: string) {
  const isCancelled = event.status === "cancelled";
  const method = isCancelled ? ("CANCEL" as const) : ("REQUEST" as const);
  const calendar = ical({
    method: isCancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
    prodId: { company: "Ringbook", product: "Booking", language: "EN" },
  });
  calendar.createEvent({
    id: event.booking_id,
    sequence: event.sequence,
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    start: new Date(event.starts_at),
    end: new Date(event.ends_at),
    created: new Date(event.created_at),
    stamp: new Date(event.updated_at),
    summary: `${event.service}, ${event.company}`,
    description: event.staff,
    organizer: { name: event.company, email: organizer },
    attendees: [{ name: event.contact, email: event.email, rsvp: false }],
  });
  return { method, content: calendar.toString() };
}
