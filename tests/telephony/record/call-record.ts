import { randomBytes, randomUUID } from "node:crypto";
import postgres from "postgres";
import { expect } from "vitest";
import { type CallEvent, inboundCallId } from "@/lib/record/event";
import { newAccount, newPerson, planTenant, plantTenants } from "@/local/tenant/plant";
import { stack } from "@/tests/support/stack";

/** A file may leave them open: the process goes on to the next, and they close by themselves. */
const options = { idle_timeout: 20, onnotice: () => {} };
/** The superuser's connection, to look at what the machine wrote. */
export const admin = postgres(stack.adminDatabaseUrl, { ...options, max: 2 });
/** The connection that the app has, and nothing more. */
export const machine = postgres(stack.machineUrl, { ...options, max: 8 });

/**
 * Ten minutes ago: young enough that a sweep of another test has no reason to give these calls up.
 */
export const start = Math.floor(Date.now() / 1000) * 1000 - 600_000;
export const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();
type SidPrefix = "AC" | "AP" | "CA" | "CF" | "MZ" | "PN" | "RE" | "SK" | "SM";
export const newSid = (prefix: SidPrefix) => prefix + randomBytes(16).toString("hex");

/** A tenant with one rep and one number; in another database than the shared one with `sql`. */
export async function plantTenant(sql = admin) {
  const account = newAccount();
  const rep = newPerson("rep");
  const plan = planTenant({ people: [rep], account });
  await plantTenants(sql, [plan]);
  const numberId = plan.numbers[0]?.id ?? "";
  const { sid: accountSid, authToken } = account;
  return { id: plan.id, rep: rep.userId, numberId, accountSid, authToken };
}

export type Planted = Awaited<ReturnType<typeof plantTenant>>;
export type Happening = Partial<CallEvent> & Pick<CallEvent, "type" | "dedupe_key">;

/** No carrier knows a planted call: a sweep that another test runs has nothing to ask about it. */
export async function leaveAlone(callId: string): Promise<void> {
  await admin`update public.calls set settled_at = now() where id = ${callId}`;
}

const here = { country: "US", kind: "ordinary" };

export async function beginOutbound(tenant: Planted, rep = tenant.rep): Promise<string> {
  const [own] = await admin`select phone from public.personal_phones
    where tenant_id = ${tenant.id} and user_id = ${rep}`;
  return await beginCall(tenant, rep, { rep_phone: own?.phone, rep_place: here });
}

/** A call placed in the rep's browser, in a company that has turned that on. */
export async function beginInBrowser(tenant: Planted, rep = tenant.rep): Promise<string> {
  await turnOnBrowserCalls(tenant);
  return await beginCall(tenant, rep, { device: "browser" });
}

export async function turnOnBrowserCalls(tenant: Planted): Promise<void> {
  await admin`insert into public.browser_calls
      (tenant_id, account_sid, application_sid, api_key_sid, api_key_secret_ciphertext)
    values (${tenant.id}, ${tenant.accountSid}, ${newSid("AP")}, ${newSid("SK")}, 'v1.sealed')
    on conflict do nothing`;
}

async function beginCall(tenant: Planted, rep: string, more: object): Promise<string> {
  const callId = randomUUID();
  const request = {
    ...{ call_id: callId, to: "+12065550199", to_place: here, now: at(0) },
    ...more,
  };
  const [row] =
    await machine`select machine.begin_call(${tenant.id}, ${rep}, ${machine.json(request)}) as begun`;
  if (row?.begun.refused) throw new Error(row.begun.refused);
  await leaveAlone(callId);
  return callId;
}

export async function addContact(tenant: Planted, phone: string): Promise<string> {
  const [contact] = await admin`
    insert into public.contacts (tenant_id, name) values (${tenant.id}, 'Jane Doe') returning id`;
  await admin`insert into public.contact_phones (tenant_id, contact_id, phone) values (${tenant.id}, ${contact?.id}, ${phone})`;
  return contact?.id;
}

/** A call's whole row. */
export const callOf = async (callId: string) =>
  (await admin`select * from public.calls where id = ${callId}`)[0];

/** An event as the app makes it, with what every event has. */
export function eventOf(callId: string, happening: Happening): CallEvent {
  return {
    call_id: callId,
    occurred_at: at(0),
    received_at: new Date().toISOString(),
    data: {},
    ...happening,
  };
}

/** Records one event as the app does, by itself or within a transaction (`sql`). */
export async function record(
  tenant: Planted,
  callId: string,
  happening: Happening,
  sql: postgres.ISql = machine,
) {
  const event = eventOf(callId, happening);
  const [row] =
    await sql`select machine.record_event(${tenant.id}, ${sql.json(JSON.parse(JSON.stringify(event)))}) as facts`;
  return row?.facts;
}

/**
 * Records two events of which the second comes while the first is written: it has to wait for it.
 */
export async function recordMeanwhile(
  tenant: Planted,
  [firstCall, first]: [string, Happening],
  [secondCall, second]: [string, Happening],
) {
  const { waiting } = await machine.begin(async (sql) => {
    await record(tenant, firstCall, first, sql);
    const [own] = await sql`select pg_backend_pid() as pid`;
    const waiting = record(tenant, secondCall, second);
    // It may fail before the caller of this has begun to wait for it.
    waiting.catch(() => {});
    const isWaiting = async () =>
      (
        await admin`select from pg_stat_activity where ${own?.pid}::int = any (pg_blocking_pids(pid))`
      ).length;
    // A job may want the same row.
    await expect.poll(isWaiting).toBeGreaterThan(0);
    return { waiting };
  });
  return waiting;
}

/** The rows of a call as far as they may not depend on the order of its events. */
export async function recordOf(callId: string) {
  const [call] = await admin`
    select status, stage, outcome, outcome_reason, direction,
      from_number, to_number, duration_seconds, ring_seconds, billed_seconds,
      price::text, price_unit, twilio_call_sid, created_at,
        answered_at, ended_at, recording_url is not null as recorded,
      user_id, contact_id, create_lost
    from public.calls where id = ${callId}`;
  const legs =
    await admin`select * from public.call_legs where call_id = ${callId} order by call_sid`;
  const events =
    await admin`select event_type, dedupe_key, problem from public.call_events where call_id = ${callId} order by dedupe_key`;
  const recordings =
    await admin`select recording_sid, status, duration_seconds, channels from public.recordings where call_id = ${callId} order by recording_sid`;
  const spans = await admin`select call_sid, space, name, during::text from public.call_spans
      where call_id = ${callId} order by 1, 2, 3`;
  const steps = await admin`select kind, happened_at, reason, serves from public.call_steps
      where call_id = ${callId} order by step_key`;
  return { call: { ...call }, legs, events, recordings, spans, steps };
}

/** How far a call with such a status is; every other status is an end. */
export const rank: Record<string, number> = { queued: 0, ringing: 1, "in-progress": 2 };

export const inboundId = (tenant: Planted, callSid: string) => inboundCallId(tenant.id, callSid);
