import { z } from "zod";
import { callerOf, chooseBooking } from "@/lib/agent/tools/booking/callers";
import { bookingFacts, refuse, speakerOf } from "@/lib/agent/tools/booking/speak";
import { defineTool } from "@/lib/agent/tools/tool";
import { cancelOfCaller } from "@/lib/booking/machine";

export const cancel = defineTool({
  name: "cancel",
  title: "Cancel the caller's appointments",
  description: {
    en: "Cancels an appointment of the caller, after they have said that it is to be cancelled.",
    ro: "Anulează o programare a apelantului, după ce acesta a spus că dorește anularea.",
  },
  parameters: z.object({
    booking: z.string().max(64).optional().describe("Of find_my_bookings, where there are several"),
  }),
  seconds: 4,
  run: async (context, { booking }) => {
    const speaker = speakerOf(context);
    const chosen = await chooseBooking(context, speaker, booking);
    if ("say" in chosen) return chosen;
    const { tenantId, now } = context;
    const gone = await cancelOfCaller(tenantId, callerOf(context), chosen.booking_id, now);
    if ("refused" in gone) return refuse(speaker, gone);
    const say = speaker.words.cancelled(gone.service, speaker.when(gone.starts_at));
    return { ok: true, say, ...bookingFacts(gone) };
  },
});
