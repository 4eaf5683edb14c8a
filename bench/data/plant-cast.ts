import type { Sql, TransactionSql } from "postgres";
import { allTenants, type BenchTenantFacts, benchPassword } from "@/bench/data/cast";
import { type Scale, sizeOf } from "@/bench/data/sizes";
import { sealAuthToken } from "@/lib/twilio/credentials";
import { uuidOf } from "@/local/demo/chance";

/** A salt of bcrypt's that is always the same: the same password, the same hash. */
const salt = "$2a$10$ringbookbenchdatasets.";

type Planted = { tenants: BenchTenantFacts[]; since: Date };

const inParts = <T>(rows: T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / 500) }, (_, at) =>
    rows.slice(at * 500, at * 500 + 500),
  );

async function plantUsers(sql: TransactionSql, { tenants, since }: Planted): Promise<void> {
  const people = tenants.flatMap((tenant) => tenant.people);
  const [hashed] = await sql<
    { hash: string }[]
  >`select extensions.crypt(${benchPassword}, ${salt}) as hash`;
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
    id: uuidOf(`bench identity ${userId}`),
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

async function plantTenants(sql: TransactionSql, { tenants, since }: Planted): Promise<void> {
  // Limits that no measurement runs into.
  const generous = {
    user_calls_per_hour: 100_000,
    user_calls_per_day: 100_000,
    tenant_calls_per_hour: 100_000,
    tenant_calls_per_day: 100_000,
    calls_at_once: 10_000,
    spend_per_day: 1_000_000,
  };
  const rows = tenants.map(({ id, name }) => ({ id, name, ...generous, created_at: since }));
  await sql`insert into public.tenants ${sql(rows)}`;
  const people = tenants.flatMap(({ id, people }) =>
    people.map((person) => ({ tenant_id: id, user_id: person.userId, ...person })),
  );
  const profiles = people.map(({ tenant_id, user_id, role, name, email }) => ({
    ...{ tenant_id, user_id, role, name, email },
    created_at: since,
  }));
  for (const part of inParts(profiles)) await sql`insert into public.profiles ${sql(part)}`;
  const phones = people.map(({ tenant_id, user_id, phone }) => ({
    ...{ tenant_id, user_id, phone },
    updated_at: since,
    verified_at: since,
  }));
  for (const part of inParts(phones)) await sql`insert into public.personal_phones ${sql(part)}`;
}

async function plantLines(
  sql: TransactionSql,
  { tenants, since }: Planted,
  until: Date,
): Promise<void> {
  const accounts = tenants.map(({ id, accountSid, authToken }) => ({
    tenant_id: id,
    account_sid: accountSid,
    auth_token_ciphertext: sealAuthToken(authToken, id),
    auth_token_last_four: authToken.slice(-4),
    verified_at: since,
    updated_at: since,
  }));
  await sql`insert into public.twilio_accounts ${sql(accounts)}`;
  const numbers = tenants.map(({ id, number, numberId, numberSid, people }) => ({
    id: numberId,
    tenant_id: id,
    number,
    twilio_sid: numberSid,
    forward_to: people.find(({ role }) => role === "rep")?.userId ?? null,
    created_at: since,
    updated_at: since,
  }));
  await sql`insert into public.phone_numbers ${sql(numbers)}`;
  // No sweep compares these accounts: nobody at the carrier knows their past.
  const audits = tenants.map(({ id, accountSid }) => ({
    tenant_id: id,
    account_sid: accountSid,
    since,
    compared_until: until,
    next_at: new Date(Date.UTC(until.getUTCFullYear() + 50, 0)),
  }));
  await sql`insert into private.call_audits ${sql(audits)}`;
}

/** Tells the loading statements who there is: they draw from `bench.tenants`. */
async function stageTenants(sql: TransactionSql, tenants: BenchTenantFacts[], scale: Scale) {
  for (const [index, { id, number, numberId, people }] of tenants.entries()) {
    const size = sizeOf(index, scale);
    const callers = people.filter(({ role }) => role !== "admin");
    await sql`insert into bench.tenants values (${index}, ${id}, ${number}, ${numberId}, ${size.calls}, ${size.firstCall},
      ${size.contacts}, ${size.firstContact}, ${callers.map(({ userId }) => userId)}, ${callers.map(({ phone }) => phone)})`;
  }
}

/**
 * Writes tenants, people who can sign in, accounts and numbers, as of `since`. `sql` is the
 * superuser's, its triggers are off, and the environment of lib/ is set.
 */
export async function plantCast(
  sql: Sql,
  scale: Scale,
  { since, until }: { since: Date; until: Date },
): Promise<void> {
  const planted = { tenants: allTenants(scale), since };
  await sql.begin(async (transaction) => {
    await plantUsers(transaction, planted);
    await plantTenants(transaction, planted);
    await plantLines(transaction, planted, until);
    await stageTenants(transaction, planted.tenants, scale);
  });
}
