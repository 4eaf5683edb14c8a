import { z } from "zod";
import { findByName } from "@/lib/agent/tools/booking/find";
import { parts, pickOffers } from "@/lib/agent/tools/booking/offers";
import { type Speaker, speakerOf, spokenLanguage } from "@/lib/agent/tools/booking/speak";
import { slotToken } from "@/lib/agent/tools/booking/token";
import { readWish } from "@/lib/agent/tools/booking/wish";
import { defineTool, type ToolContext, type ToolResult } from "@/lib/agent/tools/tool";
import type { BookedService, BookingFacts, Helper } from "@/lib/booking/facts";
import { keepOffers, readFacts } from "@/lib/booking/machine";
import { freeSlots, type Slot } from "@/lib/booking/slots";
import { addDays, dayOf, dayStart } from "@/lib/core/time";

const minuteMs = 60_000;
/** How long it looks on where a day is full. */
const daysOn = 14;
const words = (description: string) => z.string().max(200).describe(description);

export const checkAvailability = defineTool({
  name: "check_availability",
  title: "Look for free times",
  description: {
    en: "Finds at most three free times of a service. Offer only these, in their own words, and book by their slot_token. Use it again for another day or service.",
    ro: "Caută cel mult trei ore libere pentru un serviciu. Oferă numai acestea, cu cuvintele lor, și programează cu slot_token-ul lor. Folosește-o din nou pentru altă zi sau alt serviciu.",
  },
  parameters: z.object({
    service: words("The service, as the caller called it"),
    day: words("The day, as the caller said it or as YYYY-MM-DD").optional(),
    from: words("Without a day: from which day on to look").optional(),
    time: words("The time of day, as the caller said it or as HH:MM").optional(),
    part_of_day: z.enum(parts).optional(),
    staff: words("With whom, where the caller said so").optional(),
    language: spokenLanguage,
  }),
  seconds: 4,
  filler: { en: "One moment, I'm looking.", ro: "Un moment, verific." },
  run: async (context, { service, staff, part_of_day, language, ...when }) => {
    const { tenantId } = context;
    const speaker = speakerOf(context, language);
    const said = when.day || when.from;
    const day = (said && speaker.hearDay(said)?.day) || speaker.today;
    const start = (of: string) => new Date(dayStart(of, context.timeZone));
    const facts = await readFacts(tenantId, start(day), start(addDays(day, daysOn)));
    const wanted = chooseService(speaker, facts, service);
    if ("say" in wanted) return wanted;
    const helpers = staff ? chooseStaff(speaker, facts, staff) : facts.staff;
    if ("say" in helpers) return helpers;
    const wish = readWish(speaker, facts, when);
    if (wish.kind === "ask") return { ok: false, say: wish.say, ask: true, day: wish.day };
    const { clock } = wish;
    const slots = freeFrom(context, facts, { day: wish.day, service: wanted, helpers });
    const found = dayWithSlots(slots, context.timeZone, wish.day, (ofDay) =>
      pickOffers(ofDay, { part: part_of_day, clock }, context.timeZone),
    );
    if (!found) {
      return {
        ok: false,
        say: speaker.words.nothingFree(speaker.spoken.day(wish.day, speaker.today)),
      };
    }
    return offer(context, speaker, { ...found, wished: wish.day, service: wanted, clock, facts });
  },
});

function chooseService({ words, spoken }: Speaker, { services }: BookingFacts, service: string) {
  const names = (things: { name: string }[]) => spoken.either(things.map(({ name }) => name));
  if (services.length === 0) return { ok: false, say: words.noServices };
  const match = findByName(service, services);
  if (match.kind === "one") return match.thing;
  const say =
    match.kind === "many"
      ? words.whichService(names(match.things))
      : words.noSuchService(service, names(services));
  return { ok: false, ask: true, say };
}

function chooseStaff({ words, spoken }: Speaker, { staff }: BookingFacts, name: string) {
  const match = findByName(name, staff);
  if (match.kind === "one") return [match.thing];
  if (match.kind === "many") return match.things;
  const names = spoken.either(staff.map((each) => each.name));
  return { ok: false, ask: true, say: words.noSuchPerson(name, names) };
}

type Looked = { day: string; service: BookedService; helpers: Helper[] };

/** Free times from a day on for two weeks, no sooner than callers may come. */
function freeFrom(
  { now, timeZone }: ToolContext,
  facts: BookingFacts,
  { day, service, helpers }: Looked,
): Slot[] {
  const { notice_minutes, ahead_days } = facts.settings;
  const soonest = now.getTime() + notice_minutes * minuteMs;
  const last = addDays(dayOf(now, timeZone), ahead_days + 1);
  const end = [addDays(day, daysOn), last].toSorted()[0] ?? last;
  return freeSlots(facts, {
    service,
    staff: helpers.map(({ id }) => id),
    from: new Date(Math.max(Date.parse(dayStart(day, timeZone)), soonest)),
    until: new Date(dayStart(end, timeZone)),
  });
}

/** The first day on which something is to be offered. */
function dayWithSlots(
  slots: Slot[],
  timeZone: string,
  first: string,
  pick: (ofDay: Slot[]) => Slot[],
) {
  for (let ahead = 0; ahead < daysOn; ahead += 1) {
    const day = addDays(first, ahead);
    const picked = pick(
      slots.filter(({ starts_at }) => dayOf(new Date(starts_at), timeZone) === day),
    );
    if (picked.length > 0) return { day, picked };
  }
  return null;
}

type Found = {
  day: string;
  picked: Slot[];
  wished: string;
  service: BookedService;
  clock: string | undefined;
  facts: BookingFacts;
};

async function offer(
  context: ToolContext,
  { words, spoken, today, when, clockOf }: Speaker,
  { day, picked, wished, service, clock, facts }: Found,
): Promise<ToolResult> {
  const { tenantId, callId, turnsOfCaller: turns, now } = context;
  const slots = picked.map((slot) => ({ ...slot, token: slotToken(context, slot) }));
  await keepOffers(tenantId, callId, {
    turns,
    now,
    offers: slots.map(({ token, service_id, staff_id, starts_at }) => ({
      ...{ token, service_id, staff_id, starts_at },
    })),
  });
  const nameOf = (id: string) => facts.staff.find((each) => each.id === id)?.name ?? "";
  const [only] = slots;
  const isOne = slots.length === 1 && only && clock;
  const times = slots.map(({ starts_at, staff_id }) =>
    words.with(clockOf(starts_at), nameOf(staff_id)),
  );
  // "nine, ten or eleven with Ana" where it is always Ana.
  const isSame = slots.every(({ staff_id }) => staff_id === only?.staff_id);
  const timesOf = () =>
    isSame && only
      ? words.with(
          spoken.either(slots.map(({ starts_at }) => clockOf(starts_at))),
          nameOf(only.staff_id),
        )
      : spoken.either(times);
  const say = isOne
    ? words.offerExact(service.name, when(only.starts_at), nameOf(only.staff_id))
    : words.offer(service.name, spoken.day(day, today), timesOf());
  return {
    ok: true,
    say: day === wished ? say : `${words.notThen(spoken.day(wished, today))} ${say}`,
    slots: slots.map(({ token, starts_at, ends_at, staff_id }, nth) => ({
      ...{ slot_token: token, starts_at, ends_at, staff: nameOf(staff_id) },
      spoken: `${spoken.day(day, today)}, ${times[nth]}`,
    })),
  };
}
