import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { newPerson, plantPeople } from "@/local/tenant/plant";
import { stack } from "@/tests/support/stack";
import { admin, at, type Planted, plantTenant } from "@/tests/telephony/record/call-record";

/** As many connections as a few copies of the app have, so that attempts really meet. */
export const crowd = postgres(stack.machineUrl, { max: 30, onnotice: () => {} });

const here = { country: "US", kind: "ordinary" };

type Limits = {
  user_calls_per_hour?: number;
  user_calls_per_day?: number;
  tenant_calls_per_hour?: number;
  tenant_calls_per_day?: number;
  calls_at_once?: number;
  spend_per_day?: number;
  time_zone?: string;
};

/** A tenant with so many reps and these limits; every other limit is out of reach. */
export async function plantFloor(reps: number, limits: Limits) {
  const tenant = await plantTenant();
  await admin`update public.tenants set ${admin(limits)} where id = ${tenant.id}`;
  const colleagues = Array.from({ length: reps - 1 }, () => newPerson("rep"));
  if (reps > 1) await plantPeople(admin, tenant.id, colleagues);
  return { ...tenant, people: [tenant.rep, ...colleagues.map(({ userId }) => userId)] };
}

/** Tries to place a call at a moment, seconds after the start; gives what the database says. */
export async function attempt(tenant: Planted, person: string, seconds: number) {
  const request = {
    call_id: randomUUID(),
    to: "+12065550199",
    to_place: here,
    rep_phone: "+12065550111",
    rep_place: here,
    now: at(seconds),
  };
  const [row] =
    await crowd`select machine.begin_call(${tenant.id}, ${person}, ${crowd.json(request)}) as begun`;
  if (row?.begun.call_id) await leave(row.begun.call_id);
  return row?.begun;
}

/** The planted call is none that a sweep should ask about. */
const leave = (callId: string) =>
  admin`update public.calls set settled_at = now() where id = ${callId}`;

/** Ends all calls of a tenant, a second after they began. */
export const endCalls = (tenant: Planted) =>
  admin`update public.calls set status = 'completed', stage = 'ended', outcome = 'connected', duration_seconds = 60,
    ended_at = created_at + interval '1 second' where tenant_id = ${tenant.id} and ended_at is null`;

export async function callsOf(tenant: Planted): Promise<number> {
  const [row] =
    await admin`select count(*)::int as calls from public.calls where tenant_id = ${tenant.id}`;
  return row?.calls;
}

export async function refusalsOf(tenant: { id: string }) {
  const rows = await admin`select actor_id, detail from public.audit_log
    where tenant_id = ${tenant.id} and action = 'call.refused' order by id`;
  return rows.map(({ actor_id, detail }) => ({ actor_id, detail }));
}
