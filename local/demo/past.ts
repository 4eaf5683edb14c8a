import type { Sql, TransactionSql } from "postgres";
import { inboundCallId } from "@/lib/record/event";
import { type Chance, hexOf, makeChance, uuidOf } from "@/local/demo/chance";
import type { Company } from "@/local/demo/companies";
import type { DemoContact } from "@/local/demo/contacts";
import { addInboundCall, inboundEnds } from "@/local/demo/inbound";
import { makeLedger } from "@/local/demo/ledger";
import { addOutboundCall, outboundEnds } from "@/local/demo/outbound";

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

async function writeCall(sql: TransactionSql, scene: Scene, start: Date, words: string) {
  const chance = makeChance(words);
  const { company, accountSid, tenantId, reps } = scene;
  const own = numberOf(scene, words);
  const sid = (kind: string, name: string) => kind + hexOf(`${words} ${name}`);
  const contact = scene.contacts[Math.floor(chance.next() ** 1.7 * scene.contacts.length)];
  const phone = contact?.phones[0]?.phone ?? own.number;
  const recordingSid = sid("RE", "recording");
  const inbound = chance.next() < 0.36;
  const callId = inbound ? inboundCallId(tenantId, sid("CA", "parent")) : uuidOf(`${words} call`);
  const rep = inbound ? own.rings : chance.next() < 0.6 ? reps[0] : reps[1];
  const number = { id: own.id, number: own.number, forward_user_id: own.rings.userId };
  const line = {
    tenant_name: company.name,
    numbers: [{ ...number, forward_phone: "a personal phone" }],
  };
  const ledger = makeLedger({ accountSid, callId, start, inbound, userId: rep.userId, line });
  if (inbound) {
    const stranger = chance.weigh({ contact: 84, stranger: 12, anonymous: 4 });
    const strangers = `+1${chance.pick(company.areas)}55501${chance.between(10, 19)}`;
    const from = { contact: phone, stranger: strangers, anonymous: "anonymous" }[stranger];
    const shown = stranger === "anonymous" ? own.number : from;
    const caller = { sid: sid("CA", "parent"), from, to: own.number, direction: "inbound" };
    const child = { sid: sid("CA", "child"), parent: caller.sid, from: shown, to: rep.phone };
    addInboundCall(ledger, chance, chance.weigh(inboundEnds), {
      caller: { ...caller, direction: "inbound" },
      rep: { ...child, direction: "outbound-dial" },
      recordingSid,
      phoneNumberId: own.id,
      userId: rep.userId,
    });
  } else {
    const from = own.number;
    await sql`
      insert into public.calls (id, tenant_id, direction, from_number, to_number, contact_id,
        user_id,
        phone_number_id, recording_requested, created_at)
      values (${callId}, ${tenantId}, 'outbound', ${from}, ${phone}, ${contact?.id ?? null},
        ${rep.userId}, ${own.id}, true, ${start})
      on conflict do nothing`;
    const parent = sid("CA", "parent");
    addOutboundCall(ledger, chance, chance.weigh(outboundEnds), {
      rep: { sid: parent, from, to: rep.phone, direction: "outbound-api" },
      customer: { sid: sid("CA", "child"), parent, from, to: phone, direction: "outbound-dial" },
      recordingSid,
    });
  }
  // The same function that records webhooks derives the call: the past is as true as the present.
  const events = sql.json(JSON.parse(JSON.stringify(ledger.events)));
  await sql`
    select machine.record_event(${tenantId}, event)
    from jsonb_array_elements(${events}) with ordinality as seeded (event, place) order by place`;
  const later = new Date(start.getTime() + 3_600_000).toISOString();
  await sql`select machine.finish_check(${tenantId}, ${callId}, ${later})`;
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
    postgres.begin((sql) => writeCall(sql, scene, start, `${domain} ${words}`));
  for (let daysAgo = 0; daysAgo < days; daysAgo += 1) {
    const calls = callsADay + chance.between(-2, 3);
    for (let at = 0; at < calls; at += 1) {
      const start = momentOn(chance, now, daysAgo);
      if (start) await write(start, `${daysAgo} ${at}`);
    }
  }
  await write(new Date(now.getTime() - days * 86_400_000), "first");
}
