import { randomBytes, randomUUID } from "node:crypto";
import type { Sql, TransactionSql } from "postgres";
import { sealAuthToken } from "@/lib/twilio/credentials";

export type PlantedPerson = {
  userId: string;
  email: string;
  role: "admin" | "manager" | "rep";
  name: string;
  /** The personal phone, verified; E.164. */
  phone: string;
};

export type PlantedNumber = {
  id: string;
  /** E.164. */
  number: string;
  name: string | null;
  sid: string | null;
  /** The user id of whom it rings. */
  rings: string | null;
};

/** A company as the factory writes it: ids, people and accounts are known beforehand. */
export type TenantPlan = {
  id: string;
  name: string;
  timeZone: string;
  /** The first admin is who saves the settings. */
  people: PlantedPerson[];
  account: { sid: string; authToken: string } | null;
  /** The first is the oldest: the company's own for calls. */
  numbers: PlantedNumber[];
  /** No limit of calls or spending is ever reached. */
  isUnlimited: boolean;
};

/** What everyone signs in with. */
export const password = "ringbook-demo";

/**
 * A salt of bcrypt's that is always the same and cheap to check: the same password, the same hash.
 */
const salt = "$2a$04$ringbookplantedtenants";

const unlimited = {
  user_calls_per_hour: 100_000,
  user_calls_per_day: 100_000,
  tenant_calls_per_hour: 100_000,
  tenant_calls_per_day: 100_000,
  calls_at_once: 10_000,
  user_messages_per_hour: 100_000,
  user_messages_per_day: 100_000,
  tenant_messages_per_hour: 100_000,
  tenant_messages_per_day: 100_000,
  spend_per_day: 1_000_000,
};

export const newAccount = () => ({
  sid: `AC${randomBytes(16).toString("hex")}`,
  authToken: randomBytes(16).toString("hex"),
});

export const newPerson = (
  role: PlantedPerson["role"],
  phone = "+12065550111",
  changes: Partial<PlantedPerson> = {},
): PlantedPerson => {
  const userId = randomUUID();
  return { userId, role, phone, name: "Rep", email: `${userId}@planted.test`, ...changes };
};

export const newNumber = (
  number: string,
  rings: string | null,
  changes: Partial<PlantedNumber> = {},
): PlantedNumber => ({ id: randomUUID(), number, rings, name: null, sid: null, ...changes });

/**
 * One rep whose phone the company's one number rings, an account, no limits; `changes` replace
 * parts.
 */
export function planTenant(changes: Partial<TenantPlan> = {}): TenantPlan {
  const people = changes.people ?? [newPerson("rep")];
  const rings = people.find(({ role }) => role === "rep")?.userId ?? null;
  return {
    id: randomUUID(),
    name: "Planted",
    timeZone: "America/New_York",
    people,
    account: newAccount(),
    numbers: [newNumber("+12065550100", rings)],
    isUnlimited: true,
    ...changes,
  };
}

/**
 * Writes companies as they are once their people have signed up and saved their settings: everyone
 * can sign in with `password`, and the audit log names who did what. `sql` is the superuser's or
 * the role postgres's; lib/ needs its environment, since tokens are sealed. All were made at
 * `since`.
 */
export async function plantTenants(
  sql: Sql,
  plans: TenantPlan[],
  since: Date = new Date(),
): Promise<void> {
  await sql.begin(async (transaction) => {
    await plantUsers(
      transaction,
      plans.flatMap(({ people }) => people),
      since,
    );
    for (const plan of plans) await plantSettings(transaction, plan, since);
  });
}

/** People who come to a company later. */
export async function plantPeople(
  sql: Sql,
  tenantId: string,
  people: PlantedPerson[],
): Promise<void> {
  const since = new Date();
  await sql.begin(async (transaction) => {
    await plantUsers(transaction, people, since);
    for (const person of people) await plantMember(transaction, tenantId, person, since);
  });
}

async function plantUsers(sql: TransactionSql, people: PlantedPerson[], since: Date) {
  const [hashed] = await sql<{ hash: string }[]>`
    select extensions.crypt(${password}, ${salt}) as hash`;
  if (!hashed) throw new Error("the password was not hashed");
  const users = people.map(({ userId, email }) => ({
    id: userId,
    aud: "authenticated",
    role: "authenticated",
    email,
    encrypted_password: hashed.hash,
    email_confirmed_at: since,
    raw_app_meta_data: { provider: "email", providers: ["email"] },
    raw_user_meta_data: { sub: userId, email, email_verified: true, phone_verified: false },
    created_at: since,
    updated_at: since,
  }));
  const identities = people.map(({ userId, email }) => ({
    id: userId,
    provider: "email",
    provider_id: userId,
    user_id: userId,
    identity_data: { sub: userId, email, email_verified: false, phone_verified: false },
    created_at: since,
    updated_at: since,
  }));
  for (const part of inParts(users)) await sql`insert into auth.users ${sql(part)}`;
  for (const part of inParts(identities)) await sql`insert into auth.identities ${sql(part)}`;
}

async function plantMember(
  sql: TransactionSql,
  tenantId: string,
  { userId, role, name, email, phone }: PlantedPerson,
  since: Date,
) {
  const member = { tenant_id: tenantId, user_id: userId };
  await sql`select private.act_as(${userId})`;
  const profile = { ...member, role, name, email, created_at: since };
  await sql`insert into public.profiles ${sql(profile)}`;
  const phoneRow = { ...member, phone, updated_at: since, verified_at: since };
  await sql`insert into public.personal_phones ${sql(phoneRow)}`;
}

/** The accepted invitation that a person came by. */
async function plantInvitation(
  sql: TransactionSql,
  tenantId: string,
  boss: PlantedPerson,
  { userId, email, role }: PlantedPerson,
  since: Date,
) {
  await sql`select private.act_as(${boss.userId})`;
  await sql`
    insert into public.invitations
      (tenant_id, email, role, token_hash, invited_by, created_at, expires_at)
    values (${tenantId}, ${email}, ${role}, sha256(${userId}::bytea), ${boss.userId}, ${since},
      ${since}::timestamptz + interval '7 days')`;
  await sql`select private.act_as(${userId})`;
  await sql`update public.invitations set accepted_at = ${since}, accepted_by = ${userId}
    where tenant_id = ${tenantId} and email = ${email}`;
}

async function plantSettings(sql: TransactionSql, plan: TenantPlan, since: Date) {
  const { id, name, timeZone, people, account, numbers } = plan;
  // Whatever the hour, what is tried is sent.
  const always = { quiet_from: null, quiet_until: null };
  const tenant = { id, name, time_zone: timeZone, created_at: since, ...always };
  await sql`insert into public.tenants ${sql({ ...tenant, ...(plan.isUnlimited && unlimited) })}`;
  const boss = people.find(({ role }) => role === "admin") ?? people[0];
  if (boss) await plantMember(sql, id, boss, since);
  for (const person of people.filter((each) => each !== boss)) {
    if (boss?.role === "admin") await plantInvitation(sql, id, boss, person, since);
    await plantMember(sql, id, person, since);
  }
  await sql`select private.act_as(${boss?.userId ?? null})`;
  if (account) {
    const row = {
      tenant_id: id,
      account_sid: account.sid,
      auth_token_ciphertext: sealAuthToken(account.authToken, id),
      auth_token_last_four: account.authToken.slice(-4),
      verified_at: since,
      updated_at: since,
    };
    await sql`insert into public.twilio_accounts ${sql(row)}`;
  }
  for (const [nth, number] of numbers.entries()) {
    const moment = new Date(since.getTime() + nth);
    const row = {
      ...{ id: number.id, tenant_id: id, number: number.number, name: number.name },
      ...{ twilio_sid: number.sid, forward_to: number.rings },
      ...{ created_at: moment, updated_at: moment },
    };
    await sql`insert into public.phone_numbers ${sql(row)}`;
  }
}

const inParts = <T>(rows: T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / 500) }, (_, at) =>
    rows.slice(at * 500, at * 500 + 500),
  );
