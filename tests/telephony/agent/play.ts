import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Line, Scenario } from "@/tests/telephony/agent/scenario";
import type { World } from "@/tests/telephony/agent/world";
import { admin } from "@/tests/telephony/record/call-record";

export type Session = {
  id: string;
  call_id: string;
  status: string;
  outcome: string | null;
  reason: string | null;
  message: string | null;
};

/** After so much silence, the agent has said what it had to say. */
const SILENCE_MS = 2200;
const LONGEST_ANSWER_MS = 30_000;
const LONGEST_PAUSE_MS = 15_000;
const END_MS = 45_000;

/** A call of one scenario, from the first ring to its end; gives the talk's row. */
export async function play(world: World, scenario: Scenario, phone: string): Promise<Session> {
  const { tenant, language } = world;
  const handset = tenant.carrier.handset(tenant.accountSid, phone);
  if (!scenario.isUnknown) await plantContact(world, phone, scenario.has === "booking");
  const { callSid } = await handset.dial(tenant.number);
  try {
    await until(async () => (await handset.state()).isStreamed);
    if (!(await handset.state()).isStreamed) throw new Error("The agent did not take the call");
    for (const line of scenario.lines[language]) {
      if ((await handset.state()).state !== "in-call") break;
      await follow(line, world, phone, callSid);
    }
    return await ended(callSid);
  } finally {
    // The agent may have ended it already.
    await handset.hangup().catch(() => {});
  }
}

async function follow(line: Line, world: World, phone: string, callSid: string): Promise<void> {
  const { tenant, language } = world;
  const handset = tenant.carrier.handset(tenant.accountSid, phone);
  const listen = () => handset.listen({ silenceMs: SILENCE_MS, maxMs: LONGEST_ANSWER_MS });
  const answer = async () => {
    await listen();
    // On a busy machine it is silent for longer while it looks something up.
    const limit = Date.now() + LONGEST_PAUSE_MS;
    while ((await isAtWork(callSid)) && Date.now() < limit) {
      await pause(250);
      await listen();
    }
  };
  if (typeof line === "string") {
    await answer();
    await handset.say(line, language);
  } else if ("interrupts" in line) {
    await handset.listen({ voiceMs: line.afterMs, maxMs: LONGEST_ANSWER_MS });
    await handset.say(line.interrupts, language);
  } else if ("presses" in line) {
    await answer();
    await handset.press(line.presses);
  } else if ("silentSeconds" in line) {
    await answer();
    await pause(line.silentSeconds * 1000);
  } else if ("isTakenBefore" in line) {
    await answer();
    await takeOffers(tenant.id, callSid);
    await handset.say(line.isTakenBefore, language);
  } else {
    await answer();
    await handset.hangup();
  }
}

/** What the caller said last has no answer yet, or what it asks for is still being looked up. */
async function isAtWork(callSid: string): Promise<boolean> {
  const [talk] = await admin<{ is_at_work: boolean }[]>`
    select exists (select from public.voice_agent_tool_calls c where c.tenant_id = s.tenant_id
        and c.session_id = s.id and c.state = 'running')
      or coalesce((select t.who = 'caller' from public.voice_agent_turns t
        where t.tenant_id = s.tenant_id and t.session_id = s.id
        order by t.number desc limit 1), false) as is_at_work
    from public.voice_agent_sessions s where s.call_sid = ${callSid} and s.status <> 'ended'`;
  return talk?.is_at_work ?? false;
}

async function ended(callSid: string): Promise<Session> {
  let session: Session | undefined;
  await until(async () => {
    [session] = await admin<Session[]>`
      select id, call_id, status, outcome, reason, message
      from public.voice_agent_sessions where call_sid = ${callSid}`;
    return session?.status === "ended";
  });
  if (!session) throw new Error("The agent did not take the call");
  return session;
}

/** Gives up quietly: the judge says what is missing. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  const limit = Date.now() + END_MS;
  while (!(await isSo()) && Date.now() < limit) await pause(250);
}

/** Somebody else books all that this call was offered. */
async function takeOffers(tenantId: string, callSid: string): Promise<void> {
  await admin`
    insert into public.bookings (id, tenant_id, service_id, staff_id, starts_at, ends_at, during,
      source, language, notifies, created_at, updated_at)
    select gen_random_uuid(), o.tenant_id, o.service_id, o.staff_id, o.starts_at,
      o.starts_at + v.duration_minutes * interval '1 minute', private.time_taken(v, o.starts_at),
      'desk', 'en', false, now(), now()
    from private.slot_offers o
    join public.call_legs l on l.tenant_id = o.tenant_id and l.call_id = o.call_id
    join public.services v on v.tenant_id = o.tenant_id and v.id = o.service_id
    where o.tenant_id = ${tenantId} and l.call_sid = ${callSid}
    on conflict do nothing`;
}

/** The caller is known, and may have a haircut on the next Tuesday at ten. */
async function plantContact(
  { tenant, services }: World,
  phone: string,
  hasBooking: boolean,
): Promise<void> {
  const contact = randomUUID();
  await admin`
    insert into public.contacts (id, tenant_id, name) values (${contact}, ${tenant.id}, ${phone})`;
  await admin`
    insert into public.contact_phones (tenant_id, contact_id, phone, label)
    values (${tenant.id}, ${contact}, ${phone}, 'mobile')`;
  if (!hasBooking) return;
  await admin`
    with day as (select (d::date + time '10:00') at time zone 'Europe/Bucharest' as at
      from generate_series(now() + interval '1 day', now() + interval '7 days', '1 day') d
      where extract(dow from d at time zone 'Europe/Bucharest') = 2 limit 1)
    insert into public.bookings (id, tenant_id, service_id, staff_id, contact_id, starts_at,
      ends_at, during, source, language, notifies, created_at, updated_at)
    select gen_random_uuid(), v.tenant_id, v.id, s.id, ${contact}, day.at,
      day.at + interval '30 minutes', private.time_taken(v, day.at), 'desk', 'en', false, now(),
      now()
    from day, public.services v join public.staff s on s.tenant_id = v.tenant_id
    where v.tenant_id = ${tenant.id} and v.id = ${services.haircut}
      and not exists (select from public.bookings b where b.tenant_id = s.tenant_id
        and b.staff_id = s.id and b.during && private.time_taken(v, day.at)
        and b.status = 'confirmed')
    limit 1`;
}
