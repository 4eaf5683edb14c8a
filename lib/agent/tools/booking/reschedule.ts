import { z } from "zod";
import { callerOf, chooseBooking } from "@/lib/agent/tools/booking/callers";
import { outcomeUnknown, retryOnce, retryOnceSeconds } from "@/lib/agent/tools/booking/retry-once";
import { bookingFacts, refuse, speakerOf, spokenLanguage } from "@/lib/agent/tools/booking/speak";
import { defineTool } from "@/lib/agent/tools/tool";
import { moveToOffer } from "@/lib/booking/machine";

export const reschedule = defineTool({
  name: "reschedule",
  title: "Move the caller's appointments",
  description: {
    en: "Moves an appointment of the caller to a time that check_availability has offered in this call, after the caller has chosen it.",
    ro: "Mută o programare a apelantului la o oră oferită de check_availability în acest apel, după ce apelantul a ales-o.",
  },
  parameters: z.object({
    booking: z.string().max(64).optional().describe("Of find_my_bookings, where there are several"),
    slot_token: z.string().min(1).max(64).describe("Of the chosen slot"),
    language: spokenLanguage,
  }),
  seconds: retryOnceSeconds,
  filler: { en: "I'm moving it.", ro: "O mut acum." },
  run: async (context, { booking, slot_token, language }) => {
    const speaker = speakerOf(context, language);
    const chosen = await chooseBooking(context, speaker, booking);
    if ("say" in chosen) return chosen;
    const request = {
      ...{ booking_id: chosen.booking_id, slot_token, turns: context.turnsOfCaller },
      now: context.now.toISOString(),
    };
    const moved = await retryOnce(() => moveToOffer(context.tenantId, callerOf(context), request));
    if (!moved) return outcomeUnknown(speaker.language, "moved");
    if ("refused" in moved) return refuse(speaker, moved);
    const { service, staff, starts_at } = moved;
    const say = speaker.words.moved(service, staff, speaker.when(starts_at));
    return { ok: true, say, ...bookingFacts(moved) };
  },
});
