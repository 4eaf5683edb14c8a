import { z } from "zod";
import { outcomeUnknown, retryOnce, retryOnceSeconds } from "@/lib/agent/tools/booking/retry-once";
import { saidName } from "@/lib/agent/tools/booking/said-name";
import { bookingFacts, refuse, speakerOf, spokenLanguage } from "@/lib/agent/tools/booking/speak";
import { defineTool } from "@/lib/agent/tools/tool";
import { bookOffer } from "@/lib/booking/machine";
import { derivedId } from "@/lib/core/derived-id";
import { placeOf } from "@/lib/core/destination";

export const bookAppointment = defineTool({
  name: "book_appointment",
  title: "Book appointments",
  description: {
    en: "Books a time that check_availability has offered in this call, after the caller has chosen it and said yes. It is booked only if this says ok: never say so otherwise.",
    ro: "Programează o oră oferită de check_availability în acest apel, după ce apelantul a ales-o și a spus da. Este programat numai dacă răspunsul este ok: altfel nu spune niciodată că este.",
  },
  parameters: z.object({
    slot_token: z.string().min(1).max(64).describe("Of the chosen slot"),
    name: z.string().max(120).optional().describe("The caller's name, where they said it"),
    language: spokenLanguage,
  }),
  seconds: retryOnceSeconds,
  filler: { en: "I'm booking it.", ro: "Fac programarea." },
  run: async (context, { slot_token, name, language: spokenNow }) => {
    const { tenantId, callId, toolCallId, caller, now, turnsOfCaller } = context;
    const speaker = speakerOf(context, spokenNow);
    const { words, when, language } = speaker;
    const called = saidName(name);
    if (!caller.contactId && called === "") {
      return { ok: false, ask: true, say: words.whatName };
    }
    const request = {
      booking_id: derivedId(`booking of ${tenantId} ${callId} ${toolCallId}`),
      ...{ slot_token, turns: turnsOfCaller, language, now: now.toISOString() },
      customer: {
        ...(caller.contactId && { contact_id: caller.contactId }),
        ...(caller.phone && { phone: caller.phone }),
        ...(called && { name: called }),
      },
      place: caller.phone ? placeOf(caller.phone) : null,
    };
    const booked = await retryOnce(() => bookOffer(tenantId, callId, request));
    if (!booked) return outcomeUnknown(language, "made");
    if ("refused" in booked) return refuse(speaker, booked);
    const { service, staff, starts_at, status } = booked;
    // The same call of the tool again, after what it booked was cancelled.
    if (status !== "confirmed") return refuse(speaker, { refused: "not_offered" });
    const said = words.booked(service, staff, when(starts_at));
    return {
      ok: true,
      say: booked.texts ? `${said} ${words.textComes}` : said,
      ...bookingFacts(booked),
    };
  },
});
