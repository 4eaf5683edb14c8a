import { z } from "zod";
import { callerOf } from "@/lib/agent/tools/booking/callers";
import {
  bookingFacts,
  bookingWords,
  speakerOf,
  spokenLanguage,
} from "@/lib/agent/tools/booking/speak";
import { defineTool } from "@/lib/agent/tools/tool";
import { bookingsOfCaller } from "@/lib/booking/machine";

export const findMyBookings = defineTool({
  name: "find_my_bookings",
  title: "Find the caller's appointments",
  description: {
    en: "The caller's next appointments, by the number that they call from. Nobody else's can be found.",
    ro: "Programările viitoare ale apelantului, după numărul de pe care sună. Ale altcuiva nu pot fi găsite.",
  },
  parameters: z.object({ language: spokenLanguage }),
  seconds: 3,
  run: async (context, { language }) => {
    const speaker = speakerOf(context, language);
    const bookings = await bookingsOfCaller(context.tenantId, callerOf(context), context.now);
    if (bookings.length === 0) return { ok: true, say: speaker.words.noBookings, bookings: [] };
    const list = bookings.map((each) => bookingWords(speaker, each)).join("; ");
    return {
      ok: true,
      say: speaker.words.yourBookings(list),
      bookings: bookings.map((each) => ({
        ...bookingFacts(each),
        spoken: bookingWords(speaker, each),
      })),
    };
  },
});
