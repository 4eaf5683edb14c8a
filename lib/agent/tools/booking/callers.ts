import { bookingFacts, bookingWords, type Speaker } from "@/lib/agent/tools/booking/speak";
import type { ToolContext, ToolResult } from "@/lib/agent/tools/tool";
import type { Booked } from "@/lib/booking/answer";
import { bookingsOfCaller } from "@/lib/booking/machine";

export const callerOf = ({ callId, caller: { contactId } }: ToolContext) => ({ callId, contactId });

/** The caller's booking that is meant: the named one, or the only one. */
export async function chooseBooking(
  context: ToolContext,
  speaker: Speaker,
  booking: string | undefined,
): Promise<Booked | ToolResult> {
  const bookings = await bookingsOfCaller(context.tenantId, callerOf(context), context.now);
  const { spoken, words } = speaker;
  const [first] = bookings;
  if (!first) return { ok: false, say: words.noBookings };
  const named = bookings.find(({ booking_id }) => booking_id === booking);
  if (named) return named;
  if (bookings.length === 1 && !booking) return first;
  const list = spoken.either(bookings.map((each) => bookingWords(speaker, each)));
  const say = words.whichBooking(list);
  return { ok: false, ask: true, say, bookings: bookings.map(bookingFacts) };
}
