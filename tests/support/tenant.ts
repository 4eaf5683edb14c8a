import { randomBytes } from "node:crypto";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import postgres from "postgres";
import type { Database } from "@/lib/db/supabase/database.types";
import { messageUrl, voiceUrl } from "@/lib/twilio/urls";
import { type CarrierControl, carrierControl } from "@/local/carrier/control";
import {
  newNumber,
  newPerson,
  type PlantedPerson,
  password,
  planTenant,
  plantTenants,
} from "@/local/tenant/plant";
import { stack } from "./stack";

export type Member = {
  userId: string;
  name: string;
  email: string;
  password: string;
  /** The personal phone, E.164. */
  phone: string;
  /** Supabase as this person: what they may do, RLS decides. */
  db: SupabaseClient<Database>;
  /** For `Authorization: Bearer`. */
  accessToken: string;
};

export type TestTenant = {
  id: string;
  name: string;
  admin: Member;
  manager: Member;
  rep: Member;
  rep2: Member;
  /** The Twilio number, E.164; it forwards to `rep`. */
  number: string;
  numberId: string;
  numberSid: string;
  accountSid: string;
  authToken: string;
  carrier: CarrierControl;
};

const people = [
  { mailbox: "admin", role: "admin", name: "Ada Admin", phone: "+12065550110" },
  { mailbox: "manager", role: "manager", name: "Mo Manager", phone: "+12065550111" },
  { mailbox: "rep", role: "rep", name: "Rae Rep", phone: "+12065550112" },
  { mailbox: "rep2", role: "rep", name: "Rob Rep", phone: "+12065550113" },
] as const;
const number = "+12065550100";

/** One connection for all of a file's tenants: a new one costs as much as planting. */
const planting = postgres(stack.adminDatabaseUrl, {
  ...{ max: 1, idle_timeout: 5, onnotice: () => {} },
});

/** Signs somebody in, as in one more browser. */
export async function signInOnce({ email, password }: { email: string; password: string }) {
  const db = createClient<Database>(stack.urls.supabase, stack.supabaseKey, {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  const { data, error } = await db.auth.signInWithPassword({ email, password });
  if (error) throw new Error(`${email} could not sign in`, { cause: error });
  return { db, accessToken: data.session.access_token };
}

/** Signs a planted person in. */
async function toMember({ userId, name, email, phone }: PlantedPerson): Promise<Member> {
  return { userId, name, email, password, phone, ...(await signInOnce({ email, password })) };
}

/**
 * A tenant of its own: four people who are signed in, an account at the carrier with a virtual
 * clock, Twilio settings saved by the admin. Numbers are the same in every tenant; accounts and
 * addresses are not. `withoutTwilio` leaves the settings unsaved; `app` is where the number's
 * webhooks go when not to the app that all tests share; `startsAt` is where the carrier's clock
 * begins (ISO 8601, by default now).
 */
export async function makeTenant(
  options: { withoutTwilio?: boolean; app?: string; startsAt?: string } = {},
): Promise<TestTenant> {
  const hook = (route: "answer" | "status") =>
    voiceUrl(route).replace(stack.urls.app, options.app ?? stack.urls.app);
  const key = randomBytes(6).toString("hex");
  const carrier = carrierControl(stack.urls.carrier);
  const name = `Tenant ${key}`;
  const { startsAt } = options;
  const smsUrl = messageUrl("incoming").replace(stack.urls.app, options.app ?? stack.urls.app);
  const webhooks = { voiceUrl: hook("answer"), statusCallback: hook("status"), smsUrl };
  const account = await carrier.ensureAccount({
    ...{ friendlyName: name, clock: "virtual", startsAt },
    numbers: [{ phoneNumber: number, ...webhooks }],
  });
  const sid = account.numbers[0]?.sid ?? "";
  const cast = people.map(({ mailbox, role, phone, name }) =>
    newPerson(role, phone, { name, email: `${mailbox}@${key}.test` }),
  );
  const plan = planTenant({
    ...{ name, people: cast, timeZone: "America/Los_Angeles", isUnlimited: false },
    ...(options.withoutTwilio
      ? { account: null, numbers: [] }
      : {
          account: { sid: account.sid, authToken: account.authToken },
          numbers: [newNumber(number, cast[2]?.userId ?? null, { sid })],
        }),
  });
  await plantTenants(planting, [plan]);
  const [admin, manager, rep, rep2] = await Promise.all(cast.map(toMember));
  if (!admin || !manager || !rep || !rep2) throw new Error("Somebody is missing");
  return {
    ...{ id: plan.id, name, admin, manager, rep, rep2, number, carrier },
    numberId: plan.numbers[0]?.id ?? "",
    numberSid: sid,
    accountSid: account.sid,
    authToken: account.authToken,
  };
}
