import { z } from "zod";
import { agentLanguages } from "@/lib/agent/languages";
import { en as spokenEn } from "@/lib/agent/spoken/en";
import { ro as spokenRo } from "@/lib/agent/spoken/ro";
import type { OpenTime, Spoken } from "@/lib/agent/spoken/spoken";
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

/** For tools of agents that speak several languages. */
export const spokenLanguage = z
  .enum(agentLanguages)
  .optional()
  .catch(undefined)
  .describe("The language that is being spoken");

/**
 * How a call is spoken to: in the language that is spoken now, where the agent speaks it. What was
 * heard may be in any of the agent's.
 */
export function speakerOf(context: ToolContext, spokenNow?: ToolContext["language"]) {
  const { timeZone, now } = context;
  const isTheirs = spokenNow && context.languages.includes(spokenNow);
  const language = isTheirs ? spokenNow : context.language;
  const { spoken, words } = languages[language];
  const hearing = [...new Set([language, ...context.languages])].map(
    (each) => languages[each].spoken,
  );
  const today = dayOf(now, timeZone);
  const clock = (iso: string) => clockOf(new Date(iso), timeZone).slice(11);
  const when = (iso: string) => spoken.when(dayOf(new Date(iso), timeZone), clock(iso), today);
  return {
    ...{ language, spoken, words, today, when },
    clockOf: (iso: string) => spoken.clock(clock(iso)),
    hearDay: (said: string) => first(hearing, (each) => each.hearDay(said, today)),
    hearClock: (said: string, open?: OpenTime) =>
      first(hearing, (each) => each.hearClock(said, open)),
  };
}

/** What the first of them understands. */
function first<T>(hearing: Spoken[], hear: (spoken: Spoken) => T | null): T | null {
  for (const spoken of hearing) {
    const heard = hear(spoken);
    if (heard) return heard;
  }
  return null;
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
