import { z } from "zod";
import { Answer, Booked, Refused } from "@/lib/booking/answer";
import { BookingFacts } from "@/lib/booking/facts";
import type { Place } from "@/lib/core/destination";
import { callMachine } from "@/lib/db/machine/connection";

/** Whom a voice agent talks with: the call, and the caller's contact where there is one. */
export type Caller = { callId: string; contactId: string | null };

/** All that can be booked, when, and what is taken between two moments. */
export async function readFacts(tenantId: string, since: Date, until: Date): Promise<BookingFacts> {
  const [from, to] = [since.toISOString(), until.toISOString()];
  return BookingFacts.parse(
    await callMachine(
      (sql) => sql`select machine.booking_facts(${tenantId}, ${from}, ${to}) as result`,
    ),
  );
}

export type Offer = { token: string; service_id: string; staff_id: string; starts_at: string };

/** Remembers what is offered in a call, in which the caller has spoken `turns` times so far. */
export async function keepOffers(
  tenantId: string,
  callId: string,
  { turns, offers, now }: { turns: number; offers: Offer[]; now: Date },
): Promise<void> {
  const at = now.toISOString();
  await callMachine(
    (sql) =>
      sql`select machine.offer_slots(${tenantId}, ${callId}, ${turns}, ${sql.json(offers)}, ${at}) as result`,
  );
}

type Heard = { booking_id: string; slot_token: string; turns: number; now: string };

/** `texts`: the customer will get a text about it. */
const BookedByVoice = z.union([Refused, Booked.extend({ texts: z.boolean() })]);
type BookedByVoice = z.output<typeof BookedByVoice>;

/** Books what was offered in a call and heard. */
export async function bookOffer(
  tenantId: string,
  callId: string,
  request: Heard & {
    customer: { contact_id?: string; phone?: string; name?: string };
    language: "en" | "ro";
    /** Where the phone is. */
    place: Place | null;
  },
): Promise<BookedByVoice> {
  return BookedByVoice.parse(
    await callMachine(
      (sql) => sql`select machine.book(${tenantId}, ${callId}, ${sql.json(request)}) as result`,
    ),
  );
}

/** Gives a caller's booking a time that was offered in this call and heard. */
export async function moveToOffer(
  tenantId: string,
  { callId, contactId }: Caller,
  request: Heard,
): Promise<Answer> {
  return Answer.parse(
    await callMachine(
      (sql) =>
        sql`select machine.move_callers_booking(${tenantId}, ${contactId}, ${callId}, ${sql.json(request)}) as result`,
    ),
  );
}

/** Cancels a caller's booking once they have spoken after they heard it; else `not_heard`. */
export async function cancelOfCaller(
  tenantId: string,
  { callId, contactId }: Caller,
  { id, turns, now }: { id: string; turns: number; now: Date },
): Promise<Answer> {
  const at = now.toISOString();
  return Answer.parse(
    await callMachine(
      (sql) =>
        sql`select machine.cancel_callers_booking(${tenantId}, ${contactId}, ${callId}, ${id}, ${turns}, ${at}) as result`,
    ),
  );
}

/** A caller's next bookings, at most five, the first one first. */
export async function bookingsOfCaller(
  tenantId: string,
  { callId, contactId }: Caller,
  now: Date,
): Promise<Booked[]> {
  const at = now.toISOString();
  return z
    .array(Booked)
    .parse(
      await callMachine(
        (sql) =>
          sql`select machine.callers_bookings(${tenantId}, ${contactId}, ${callId}, ${at}) as result`,
      ),
    );
}

const Notice = Booked.extend({
  company: z.string(),
  language: z.enum(["en", "ro"]),
  time_zone: z.string(),
  country: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
  /** When nobody is texted, where they are. */
  quiet: z.object({ from: z.string(), until: z.string() }).nullable(),
  contact: z.string(),
  contact_zone: z.string().nullable(),
  /** E.164; null: nobody knows one. */
  number: z.string().nullable(),
  phone_number_id: z.uuid().nullable(),
  email: z.string().nullable(),
});
export type Notice = z.output<typeof Notice>;

/** What a notification says of a booking; null when it has been changed since it was `sequence`. */
export async function readNotice(
  tenantId: string,
  id: string,
  sequence: number,
): Promise<Notice | null> {
  return Notice.nullable().parse(
    await callMachine(
      (sql) => sql`select machine.booking_notice(${tenantId}, ${id}, ${sequence}) as result`,
    ),
  );
}
