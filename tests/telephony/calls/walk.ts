import { stack } from "@/tests/support/stack";
import type { Member, TestTenant } from "@/tests/support/tenant";

export const customer = "+12065550177";

/** What the app answers to a member's request. */
export async function ask(
  member: Member | null,
  path: string,
  init: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Response> {
  return fetch(`${stack.urls.app}${path}`, {
    method: init.method ?? "POST",
    headers: {
      ...(member && { authorization: `Bearer ${member.accessToken}` }),
      ...(init.body !== undefined && { "content-type": "application/json" }),
      ...init.headers,
    },
    ...(init.body !== undefined && { body: JSON.stringify(init.body) }),
    redirect: "manual",
  });
}

export const initiate = (member: Member | null, body: unknown) =>
  ask(member, "/api/calls/initiate", { body });

/** Places a call of the tenant's rep and gives its id. */
export async function place(
  tenant: TestTenant,
  to = customer,
  member = tenant.rep,
): Promise<string> {
  const response = await initiate(member, { to });
  const answer = await response.json();
  if (response.status !== 201) throw new Error(JSON.stringify(answer));
  return answer.callId;
}

/** A call as its tenant's manager reads it. */
export async function callRow(tenant: TestTenant, callId: string) {
  const { data, error } = await tenant.manager.db
    .from("calls")
    .select("*")
    .eq("id", callId)
    .single();
  if (error) throw new Error(error.message);
  return data;
}

/** The only call of a tenant. */
export async function onlyCall(tenant: TestTenant) {
  const { data, error } = await tenant.manager.db
    .from("calls")
    .select("*")
    .eq("tenant_id", tenant.id);
  if (error) throw new Error(error.message);
  const [call, ...others] = data;
  if (!call || others.length > 0) throw new Error(`${data.length} calls instead of one`);
  return call;
}

/** Phones of people who all take the call. */
export async function everyoneAnswers(tenant: TestTenant): Promise<void> {
  const { carrier, accountSid } = tenant;
  await carrier.scriptHandset(accountSid, tenant.rep.phone, {
    behaviour: "answers",
    afterSeconds: 3,
    press: [{ digits: "1", whenGathering: true }],
  });
  await carrier.scriptHandset(accountSid, customer, { behaviour: "answers", afterSeconds: 4 });
}

/**
 * Somebody dials the company and never says a word, until all is over: where they are asked for a
 * message, they leave none.
 */
export async function ringInVain(
  { carrier, accountSid, number }: Pick<TestTenant, "carrier" | "accountSid" | "number">,
  from = customer,
  options?: { callerId: string },
): Promise<void> {
  const caller = carrier.handset(accountSid, from);
  await caller.dial(number, options);
  await carrier.advance(accountSid, 1);
  if ((await caller.state()).state === "in-call") await caller.speak(0);
  await carrier.runUntilIdle(accountSid);
}
