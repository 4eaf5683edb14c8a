import { createHmac } from "node:crypto";
import type { Sql } from "postgres";
import { identityOf } from "@/lib/softphone/identity";
import { messageUrl, voiceUrl } from "@/lib/twilio/urls";
import { carrierControl } from "@/local/carrier/control";
import { agentNumber, agentRoute, stormAgent } from "@/local/chaos/agent-call";
import {
  companyNumber,
  managerPlace,
  type Plan,
  repPhone,
  repsPerTenant,
} from "@/local/chaos/plan";
import { routedNumber, stormRoute } from "@/local/chaos/routed";
import { shapes } from "@/local/chaos/shapes/registry";
import type { Shape } from "@/local/chaos/shapes/shape";
import { turnOnBrowserCalls } from "@/local/demo/browser-calls";
import { secrets } from "@/local/settings";
import type { StackFacts } from "@/local/stack";
import { newNumber, newPerson, planTenant, plantTenants } from "@/local/tenant/plant";
import { plantProvider, plantVersion } from "@/local/tenant/plant-agent";
import { plantRoute } from "@/local/tenant/plant-route";

export type Rep = {
  userId: string;
  accessToken: string;
  /** E.164 */
  phone: string;
  /** Where calls ring: a phone (E.164), or for one in four a browser. */
  rungAt: string;
  browser: string;
  companyNumber: string;
};
export type Tenant = {
  id: string;
  accountSid: string;
  authToken: string;
  reps: Rep[];
  /** What its people do; else the plan's calls. */
  shape?: Shape;
};

const tokenSeconds = 3600;

const isInBrowser = (rep: number) => rep % 4 === 3;

/**
 * An access token as Supabase signs it, made ahead: signing in needs the database, which will be
 * away.
 */
function accessToken(userId: string, email: string): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const iat = Math.floor(Date.now() / 1000);
  const claims = { sub: userId, email, role: "authenticated", aud: "authenticated", iat };
  const text = `${part({ alg: "HS256", typ: "JWT" })}.${part({ ...claims, exp: iat + tokenSeconds })}`;
  return `${text}.${createHmac("sha256", secrets.jwt).update(text).digest("base64url")}`;
}

/**
 * The plan's tenants, and one of each shape: an account each at the carrier, and reps with a phone
 * and a number of the company of their own.
 */
export async function plantWorld(sql: Sql, facts: StackFacts, plan: Plan): Promise<Tenant[]> {
  // lib/ reads its environment from the process, as it does inside the app.
  Object.assign(process.env, facts.env);
  const tenants: Tenant[] = [];
  for (let index = 0; index < plan.tenants; index++) {
    tenants.push(await plantCompany(sql, facts, `Chaos ${index + 1}`));
  }
  for (const shape of shapes.filter(({ name }) => plan.shapes.includes(name))) {
    const tenant = { ...(await plantCompany(sql, facts, shape.name, shape.line)), shape };
    await shape.prepare?.(sql, tenant, facts);
    tenants.push(tenant);
  }
  return tenants;
}

async function plantCompany(
  sql: Sql,
  facts: StackFacts,
  friendlyName: string,
  line?: Shape["line"],
): Promise<Tenant> {
  const carrier = carrierControl(facts.urls.carrier);
  const all = [
    ...Array.from({ length: repsPerTenant }, (_, n) => companyNumber(n)),
    ...[routedNumber, agentNumber, ...(line ? [line.number] : [])],
  ];
  const numbers = all.map((phoneNumber) => ({
    phoneNumber,
    voiceUrl: voiceUrl("answer"),
    statusCallback: voiceUrl("status"),
    smsUrl: messageUrl("incoming"),
  }));
  const account = await carrier.ensureAccount({ friendlyName, clock: "real", numbers });
  const people = Array.from({ length: repsPerTenant }, (_, rep) =>
    newPerson(rep === managerPlace ? "manager" : "rep", repPhone(rep), { name: `Rep ${rep + 1}` }),
  );
  const routed = newNumber(routedNumber, null);
  const answered = newNumber(agentNumber, null);
  const own = line && { ...line, planted: newNumber(line.number, null) };
  const tenant = planTenant({
    name: friendlyName,
    people,
    account: { sid: account.sid, authToken: account.authToken },
    numbers: [
      ...people.map(({ userId }, rep) => newNumber(companyNumber(rep), userId)),
      ...[routed, answered, ...(own ? [own.planted] : [])],
    ],
  });
  await plantTenants(sql, [tenant]);
  const tenantId = tenant.id;
  await plantRoute(sql, { tenantId, numberId: routed.id, route: stormRoute(people) });
  if (own) {
    await plantRoute(sql, { tenantId, numberId: own.planted.id, route: own.route(people) });
  }
  const model = { model: "scripted", transcriptionModel: "scripted", key: "any" };
  await plantProvider(sql, tenantId, { baseUrl: facts.urls.voice, ...model });
  const agent = await plantVersion(sql, tenantId, stormAgent);
  const first = agentRoute(people, agent.id);
  await plantRoute(sql, { tenantId, numberId: answered.id, route: first });
  const reps = people.map(({ userId, email, phone }, rep) => {
    const browser = `client:${identityOf(userId)}`;
    const rungAt = isInBrowser(rep) ? browser : phone;
    return {
      ...{ userId, phone, browser, rungAt, companyNumber: companyNumber(rep) },
      accessToken: accessToken(userId, email),
    };
  });
  const { sid: accountSid, authToken } = account;
  await turnOnBrowserCalls(sql, tenantId, account, facts.urls.carrier);
  for (const { userId, browser, rungAt } of reps) {
    await carrier.scriptHandset(accountSid, browser, { behaviour: "manual" });
    if (rungAt === browser) await ringInBrowser(sql, tenantId, userId);
  }
  return { id: tenantId, accountSid, authToken, reps };
}

/** A browser that never goes away: whether one is there is not what a storm is about. */
async function ringInBrowser(sql: Sql, tenantId: string, userId: string): Promise<void> {
  await sql`insert into public.call_devices (tenant_id, user_id, rings_on, places_on)
    values (${tenantId}, ${userId}, 'browser', 'browser')`;
  await sql`insert into public.softphones (tenant_id, user_id, device_id, seen_at)
    values (${tenantId}, ${userId}, ${userId}, 'infinity')`;
}
