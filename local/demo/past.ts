import type { Sql, TransactionSql } from "postgres";
import { inboundCallId } from "@/lib/record/event";
import { type Chance, hexOf, makeChance, uuidOf } from "@/local/demo/chance";
import type { Company } from "@/local/demo/companies";
import type { DemoContact } from "@/local/demo/contacts";
import { writeCall } from "@/local/scenarios/call";
import { inboundScenarios } from "@/local/scenarios/inbound";
import { outboundScenarios } from "@/local/scenarios/outbound";
import type { Times } from "@/local/scenarios/scenario";

export type Scene = {
  company: Company;
  tenantId: string;
  accountSid: string;
  phoneNumberId: string;
  /** The id of `company.support`. */
  supportId?: string;
  contacts: DemoContact[];
  /** Auth ids of the two reps: each is whom the number at its place rings. */
  reps: [{ userId: string; phone: string }, { userId: string; phone: string }];
};

const settings = {
  country_code: "US",
  recording_enabled: true,
  recording_notice: "This call may be recorded.",
  call_time_limit_seconds: 7200,
};

const days = 42;
const callsADay = 7;

/** A working day's moment that is over by `now`. */
function momentOn(chance: Chance, now: Date, daysAgo: number): Date | undefined {
  const day = new Date(now);
  day.setUTCDate(day.getUTCDate() - daysAgo);
  // 15:00 to 23:59 UTC: office hours on the American side.
  day.setUTCHours(chance.between(15, 23), chance.between(0, 59), chance.between(0, 59), 0);
  const weekend = day.getUTCDay() === 0 || day.getUTCDay() === 6;
  const over = day.getTime() < now.getTime() - 30 * 60_000;
  return over && (!weekend || chance.next() < 0.08) ? day : undefined;
}

/** A working life: how often calls end how. */
const inboundShapes = {
  ...{ repHangsUp: 31, customerHangsUp: 31 },
  ...{ repRingsOut: 17, givesUp: 12, leavesMessage: 9 },
} satisfies Partial<Record<keyof typeof inboundScenarios, number>>;
const outboundShapes = {
  ...{ customerHangsUp: 29, repHangsUp: 29 },
  ...{ customerRingsOut: 15, customerBusy: 5, customerFails: 3, repLeaves: 6 },
  ...{ repRingsOut: 3, repBusy: 2, repVoicemail: 4 },
} satisfies Partial<Record<keyof typeof outboundScenarios, number>>;

/** How long people take this time. */
function someTimes(chance: Chance): Times {
  const length = chance.weigh({ short: 3, usual: 5, long: 2 });
  const limits = { short: [9, 55], usual: [60, 260], long: [280, 780] } as const;
  const [low, high] = limits[length];
  return {
    answer: chance.between(3, 14),
    press: chance.between(2, 5),
    ring: chance.between(3, 17),
    talk: chance.between(low, high),
  };
}

async function writeOne(sql: TransactionSql, scene: Scene, start: Date, words: string) {
  const chance = makeChance(words);
  const { company, accountSid, tenantId, reps } = scene;
  const own = numberOf(scene, words);
  const contact = scene.contacts[Math.floor(chance.next() ** 1.7 * scene.contacts.length)];
  const phone = contact?.phones[0]?.phone ?? own.number;
  const inbound = chance.next() < 0.36;
  const rep = inbound ? own.rings : chance.next() < 0.6 ? reps[0] : reps[1];
  const kept = { id: own.id, number: own.number, forward_user_id: own.rings.userId };
  const numbers = [{ ...kept, forward_phone: "a personal phone" }];
  const scenario = inbound
    ? inboundScenarios[chance.weigh(inboundShapes)]
    : outboundScenarios[chance.weigh(outboundShapes)];
  const call = writeCall({
    direction: scenario.direction,
    callId: inbound ? (sid) => inboundCallId(tenantId, sid) : uuidOf(`${words} call`),
    accountSid,
    start,
    number: own.number,
    numberId: own.id,
    rep,
    customer: inbound ? callerOf(company, chance, phone) : phone,
    line: { ...settings, tenant_name: company.name, numbers },
    sid: (prefix, nth) => prefix + hexOf(nth === 0 ? `${words} parent` : `${words} ${nth}`),
  });
  if (!inbound) {
    await sql`
      insert into public.calls (id, tenant_id, direction, from_number, to_number, contact_id,
        user_id, phone_number_id, recording_requested, created_at)
      values (${call.callId}, ${tenantId}, 'outbound', ${own.number}, ${phone},
        ${contact?.id ?? null}, ${rep.userId}, ${own.id}, true, ${start})
      on conflict do nothing`;
  }
  const times = someTimes(chance);
  // Messages are shorter than talks: a route's limit is two minutes.
  if (scenario === inboundScenarios.leavesMessage) times.talk = 8 + ((times.talk ?? 0) % 60);
  scenario.events?.(call, times);
  // The same function that records webhooks derives the call: the past is as true as the present.
  const events = sql.json(JSON.parse(JSON.stringify(call.events)));
  await sql`
    select machine.record_event(${tenantId}, event)
    from jsonb_array_elements(${events}) with ordinality as written (event, place) order by place`;
  // Old messages were heard, and are news to nobody.
  if (Date.now() - start.getTime() > 3 * 86_400_000) {
    await sql`update public.voicemails set heard_at = left_at + interval '50 minutes',
        heard_by = ${rep.userId}
      where tenant_id = ${tenantId} and call_id = ${call.callId}`;
  }
  const later = new Date(start.getTime() + 3_600_000).toISOString();
  await sql`select machine.finish_check(${tenantId}, ${call.callId}, ${later})`;
}

/**
 * Who calls: mostly the contact, sometimes a stranger, seldom someone who withholds their number.
 */
function callerOf({ areas }: Company, chance: Chance, phone: string): string {
  const kind = chance.weigh({ contact: 84, stranger: 12, anonymous: 4 });
  const stranger = `+1${chance.pick(areas)}55501${chance.between(10, 19)}`;
  return { contact: phone, stranger, anonymous: "anonymous" }[kind];
}

/** The company's number that a call is on: one in four on the second, where there is one. */
function numberOf({ company, phoneNumberId, supportId, reps }: Scene, words: string) {
  const { number, support } = company;
  const onSupport = Number.parseInt(hexOf(`${words} line`).slice(0, 1), 16) < 4;
  return supportId && support && onSupport
    ? { id: supportId, number: support, rings: reps[1] }
    : { id: phoneNumberId, number, rings: reps[0] };
}

/** The CallSid of the call that is written last: where it is, the past is whole. */
export function lastWrittenCall(company: Company): string {
  return `CA${hexOf(`${company.domain} first parent`)}`;
}

/**
 * Writes six weeks of calls as the role postgres, the same every time. What is there already stays
 * as it is. A transaction per call: one for all of them takes four times as long.
 */
export async function writePast(postgres: Sql, scene: Scene, now: Date): Promise<void> {
  const { domain } = scene.company;
  const chance = makeChance(`${domain} past`);
  const write = (start: Date, words: string) =>
    postgres.begin((sql) => writeOne(sql, scene, start, `${domain} ${words}`));
  for (let daysAgo = 0; daysAgo < days; daysAgo += 1) {
    const calls = callsADay + chance.between(-2, 3);
    for (let at = 0; at < calls; at += 1) {
      const start = momentOn(chance, now, daysAgo);
      if (start) await write(start, `${daysAgo} ${at}`);
    }
  }
  await write(new Date(now.getTime() - days * 86_400_000), "first");
}
