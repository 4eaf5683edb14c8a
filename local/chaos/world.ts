import { createHmac, randomBytes, randomUUID } from "node:crypto";
import type { Sql } from "postgres";
import { sealAuthToken } from "@/lib/twilio/credentials";
import { voiceUrl } from "@/lib/twilio/urls";
import { carrierControl } from "@/local/carrier/control";
import { companyNumber, type Plan, repPhone, repsPerTenant } from "@/local/chaos/plan";
import { secrets } from "@/local/settings";
import type { StackFacts } from "@/local/stack";

export type Rep = { userId: string; accessToken: string; phone: string; companyNumber: string };
export type Tenant = { id: string; accountSid: string; reps: Rep[] };

const tokenSeconds = 3600;

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
 * The plan's tenants: an account each at the carrier, and reps with a phone and a number of the
 * company of their own.
 */
export async function plantWorld(sql: Sql, facts: StackFacts, plan: Plan): Promise<Tenant[]> {
  // lib/ reads its environment from the process, as it does inside the app.
  Object.assign(process.env, facts.env);
  const carrier = carrierControl(facts.urls.carrier);
  const tenants: Tenant[] = [];
  for (let index = 0; index < plan.tenants; index++) {
    const numbers = Array.from({ length: repsPerTenant }, (_, rep) => ({
      phoneNumber: companyNumber(rep),
      voiceUrl: voiceUrl("answer"),
      statusCallback: voiceUrl("status"),
    }));
    const friendlyName = `Chaos ${index + 1}`;
    const account = await carrier.ensureAccount({ friendlyName, clock: "real", numbers });
    const id = randomUUID();
    await sql`insert into public.tenants (id, name, user_calls_per_hour, tenant_calls_per_hour, calls_at_once)
      values (${id}, ${friendlyName}, 1000, 1000, 1000)`;
    await sql`insert into public.twilio_accounts (tenant_id, account_sid, auth_token_ciphertext, auth_token_last_four, verified_at)
      values (${id}, ${account.sid}, ${sealAuthToken(account.authToken, id)}, ${account.authToken.slice(-4)}, now())`;
    const reps: Rep[] = [];
    for (let rep = 0; rep < repsPerTenant; rep++) reps.push(await plantRep(sql, id, rep));
    tenants.push({ id, accountSid: account.sid, reps });
  }
  return tenants;
}

async function plantRep(sql: Sql, tenantId: string, rep: number): Promise<Rep> {
  const userId = randomUUID();
  const email = `${randomBytes(6).toString("hex")}@chaos.test`;
  const phone = repPhone(rep);
  const number = companyNumber(rep);
  await sql`insert into auth.users (id, email) values (${userId}, ${email})`;
  await sql`insert into public.profiles (tenant_id, user_id, role, name, email)
    values (${tenantId}, ${userId}, 'rep', ${`Rep ${rep + 1}`}, ${email})`;
  await sql`insert into public.personal_phones (tenant_id, user_id, phone, verified_at)
    values (${tenantId}, ${userId}, ${phone}, now())`;
  await sql`insert into public.phone_numbers (tenant_id, number, forward_to) values (${tenantId}, ${number}, ${userId})`;
  return { userId, accessToken: accessToken(userId, email), phone, companyNumber: number };
}
