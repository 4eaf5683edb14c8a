import { en as spokenEn } from "@/lib/agent/spoken/en";
import { ro as spokenRo } from "@/lib/agent/spoken/ro";
import type { Spoken } from "@/lib/agent/spoken/spoken";
import { en } from "@/lib/agent/tools/booking/words/en";
import { ro } from "@/lib/agent/tools/booking/words/ro";
import type { BookingWords } from "@/lib/agent/tools/booking/words/words";
import type { ToolContext, ToolResult } from "@/lib/agent/tools/tool";
import type { Booked, BookingRefusal } from "@/lib/booking/answer";
import { clockOf, dayOf } from "@/lib/core/time";

const languages: Record<ToolContext["language"], { spoken: Spoken; words: BookingWords }> = {
  en: { spoken: spokenEn, words: en },
  ro: { spoken: spokenRo, words: ro },
};

/** How a call is spoken to. */
export function speakerOf({ language, timeZone, now }: ToolContext) {
  const { spoken, words } = languages[language];
  const today = dayOf(now, timeZone);
  const clock = (iso: string) => clockOf(new Date(iso), timeZone).slice(11);
  const when = (iso: string) => spoken.when(dayOf(new Date(iso), timeZone), clock(iso), today);
  return { spoken, words, today, when, clockOf: (iso: string) => spoken.clock(clock(iso)) };
}

export type Speaker = ReturnType<typeof speakerOf>;

/** What a booking is called: "Cut with Ana, Thursday, December third at three PM". */
export function bookingWords({ words, when }: Speaker, { service, staff, starts_at }: Booked) {
  return words.one(service, staff, when(starts_at));
}

/** A booking as the model is given it. */
export function bookingFacts({ booking_id, service, staff, starts_at, ends_at, status }: Booked) {
  return { booking: booking_id, service, staff, starts_at, ends_at, status };
}

export function refuse({ words }: Speaker, { refused }: BookingRefusal): ToolResult {
  return { ok: false, say: words.refused[refused], reason: refused };
}
