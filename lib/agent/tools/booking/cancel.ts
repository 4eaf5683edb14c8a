import { z } from "zod";
import { callerOf, chooseBooking } from "@/lib/agent/tools/booking/callers";
import { outcomeUnknown, retryOnce, retryOnceSeconds } from "@/lib/agent/tools/booking/retry-once";
import {
  bookingFacts,
  bookingWords,
  refuse,
  speakerOf,
  spokenLanguage,
} from "@/lib/agent/tools/booking/speak";
import { defineTool } from "@/lib/agent/tools/tool";
import { cancelOfCaller } from "@/lib/booking/machine";

export const cancel = defineTool({
  name: "cancel",
  title: "Cancel the caller's appointments",
  description: {
    en: "Cancels an appointment of the caller. The first time it only says which one: ask the caller, and use it again after they have said yes.",
    ro: "Anulează o programare a apelantului. Prima dată spune numai care este: întreabă apelantul și folosește-o din nou după ce a spus da.",
  },
  parameters: z.object({
    booking: z.string().max(64).optional().describe("Of find_my_bookings, where there are several"),
    language: spokenLanguage,
  }),
  seconds: retryOnceSeconds,
  run: async (context, { booking, language }) => {
    const speaker = speakerOf(context, language);
    const chosen = await chooseBooking(context, speaker, booking);
    if ("say" in chosen) return chosen;
    const { tenantId, turnsOfCaller: turns, now } = context;
    const gone = await retryOnce(() =>
      cancelOfCaller(tenantId, callerOf(context), { id: chosen.booking_id, turns, now }),
    );
    if (!gone) return outcomeUnknown(speaker.language, "cancelled");
    if ("refused" in gone && gone.refused === "not_heard") {
      const say = speaker.words.shallICancel(bookingWords(speaker, chosen));
      return { ok: false, ask: true, say, ...bookingFacts(chosen) };
    }
    if ("refused" in gone) return refuse(speaker, gone);
    const say = speaker.words.cancelled(gone.service, speaker.when(gone.starts_at));
    return { ok: true, say, ...bookingFacts(gone) };
  },
});
