import { z } from "zod";
import { speakerOf, spokenLanguage } from "@/lib/agent/tools/booking/speak";
import { defineTool } from "@/lib/agent/tools/tool";
import { readFacts } from "@/lib/booking/machine";
import { minorDigits } from "@/lib/booking/words";

export const listServices = defineTool({
  name: "list_services",
  title: "Say what can be booked",
  description: {
    en: "What can be booked, with whom, how long it takes and what it costs.",
    ro: "Ce se poate programa, la cine, cât durează și cât costă.",
  },
  parameters: z.object({ language: spokenLanguage }),
  seconds: 3,
  run: async (context, { language }) => {
    const { tenantId, now } = context;
    const { spoken, words } = speakerOf(context, language);
    const { services, staff } = await readFacts(tenantId, now, now);
    const bookable = services.filter(({ id }) => staff.some((each) => each.services.includes(id)));
    if (bookable.length === 0) return { ok: false, say: words.noServices, services: [] };
    return {
      ok: true,
      say: words.services(spoken.either(bookable.map(({ name }) => name))),
      services: bookable.map(({ id, name, duration_minutes, price_minor, currency }) => ({
        ...{ service: name, minutes: duration_minutes, lasts: spoken.duration(duration_minutes) },
        ...(price_minor !== null &&
          currency && { costs: spoken.price(price_minor, currency, minorDigits(currency)) }),
        with: staff.filter((each) => each.services.includes(id)).map(({ name }) => name),
      })),
    };
  },
});
