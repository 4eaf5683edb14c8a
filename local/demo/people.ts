import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import type { Database } from "@/lib/db/supabase/database.types";
import { vouchForPhone } from "@/lib/phones/machine";
import { type Company, demoPassword, type Person } from "@/local/demo/companies";
import { example } from "@/local/settings";

type Refusal = { message: string; code?: string };

export type Session = { person: Person; userId: string; db: SupabaseClient<Database> };

/** Throws what the API said, unless it only said that the row is there already. */
export function expectWritten(what: string, { error }: { error: Refusal | null }): void {
  // 23505: a unique index has it.
  if (error && error.code !== "23505") throw new Error(`${what}: ${error.message}`);
}

/** The value of an answer that has to be there. Throws what the API said otherwise. */
export function need<T>(what: string, answer: { data: T; error: { message: string } | null }) {
  if (answer.error) throw new Error(`${what}: ${answer.error.message}`);
  if (answer.data === null || answer.data === undefined) throw new Error(`${what}: no answer`);
  return answer.data;
}

async function signIn(supabaseUrl: string, company: Company, person: Person): Promise<Session> {
  const db = createClient<Database>(supabaseUrl, example.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY, {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  const who = { email: `${person.mailbox}@${company.domain}`, password: demoPassword };
  const known = await db.auth.signInWithPassword(who);
  const { data, error } = known.error ? await db.auth.signUp(who) : known;
  if (error || !data.user) throw new Error(`${who.email}: ${error?.message ?? "no user"}`);
  return { person, userId: data.user.id, db };
}

/**
 * Signs everyone of a company up the way people do: the first makes the tenant, the others are
 * invited.
 */
export async function gatherPeople(supabaseUrl: string, company: Company) {
  const [first, ...others] = company.people;
  const admin = await signIn(supabaseUrl, company, first);
  const tenantId = need(
    "create_tenant",
    await admin.db.rpc("create_tenant", {
      company: company.name,
      person: first.name,
      country: "US",
      zone: company.timeZone,
    }),
  );
  const sessions = [admin];
  for (const person of others) {
    const session = await signIn(supabaseUrl, company, person);
    const invitee = `${person.mailbox}@${company.domain}`;
    const { data: profile } = await session.db
      .from("profiles")
      .select("user_id")
      .eq("user_id", session.userId)
      .maybeSingle();
    if (!profile) {
      const token = need(
        "create_invitation",
        await admin.db.rpc("create_invitation", { invitee, as_role: person.role }),
      );
      need("accept", await session.db.rpc("accept_invitation", { token, person: person.name }));
    }
    sessions.push(session);
  }
  for (const { db, userId, person } of sessions) {
    const phone = { tenant_id: tenantId, user_id: userId, phone: person.phone };
    expectWritten("personal phone", await db.from("personal_phones").insert(phone));
    await vouchForPhone(tenantId, userId, person.phone, new Date());
  }
  return { tenantId, admin, sessions };
}
