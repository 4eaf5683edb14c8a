import { createClient } from "@supabase/supabase-js";
import { z } from "zod";
import { env } from "@/lib/core/env";
import { toE164 } from "@/lib/core/phone";
import type { Database } from "@/lib/db/supabase/database.types";
import type { Db } from "@/lib/db/supabase/server";
import { addPhoneNumber, listPhoneNumbers, updatePhoneNumber } from "@/lib/numbers/store";
import { vouchForPhone } from "@/lib/phones/machine";
import { sealAuthToken } from "@/lib/twilio/credentials";
import { checkAccount, findNumber } from "@/lib/twilio/numbers";
import { saveTwilioAccount } from "@/lib/twilio-account/machine";
import { CommandError } from "@/local/command-error";

export const TenantOptions = z.object({
  email: z.email(),
  password: z.string().min(8),
  company: z.string().trim().min(1).max(80),
  name: z.string().trim().min(1).max(80),
  country: z.string().regex(/^[A-Z]{2}$/),
  zone: z.string().min(1),
});

export const TwilioFromEnvironment = z.object({
  TWILIO_ACCOUNT_SID: z.string().regex(/^AC[0-9a-f]{32}$/),
  TWILIO_AUTH_TOKEN: z.string().min(1),
  TWILIO_PHONE_NUMBER: z.string().min(1),
  FORWARD_PHONE_NUMBER: z.string().min(1),
});

type Options = z.infer<typeof TenantOptions>;
type Twilio = z.infer<typeof TwilioFromEnvironment>;

function numberOf(name: string, typed: string, country: string): string {
  const number = toE164(typed, country);
  if (number) return number;
  throw new CommandError(
    `${name} is ${typed}: no phone can have that number.`,
    "Write it as +12065550100.",
  );
}

async function signIn(options: Options): Promise<{ db: Db; userId: string }> {
  const { NEXT_PUBLIC_SUPABASE_URL, NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY } = env();
  const db = createClient<Database>(
    NEXT_PUBLIC_SUPABASE_URL,
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY,
    {
      auth: { persistSession: false, autoRefreshToken: false },
    },
  );
  const who = { email: options.email, password: options.password };
  const known = await db.auth.signInWithPassword(who);
  const { data, error } = known.error ? await db.auth.signUp(who) : known;
  if (error)
    throw new CommandError(
      `Signing in as ${who.email} failed: ${error.message}.`,
      "Check email and password.",
    );
  if (!data.session || !data.user) {
    throw new CommandError(
      `${who.email} has to be confirmed first.`,
      "Open the link in the mail, then run this again.",
    );
  }
  return { db, userId: data.user.id };
}

/** Saves the phone that inbound calls ring: update, then insert, as `personal_phones` grants it. */
async function savePhone(db: Db, tenantId: string, userId: string, phone: string): Promise<void> {
  const row = { tenant_id: tenantId, user_id: userId };
  const changed = await db.from("personal_phones").update({ phone }).match(row).select("user_id");
  if (changed.error) throw changed.error;
  if (changed.data.length > 0) return;
  const added = await db.from("personal_phones").insert({ ...row, phone });
  if (added.error) throw added.error;
}

/**
 * One tenant from the environment: its admin, its Twilio account and number, and the admin's phone,
 * which inbound calls ring. Twilio is asked first; running it again changes what is there. Throws
 * CommandError.
 */
export async function setUpTenant(options: Options, twilio: Twilio): Promise<string> {
  const number = numberOf("TWILIO_PHONE_NUMBER", twilio.TWILIO_PHONE_NUMBER, options.country);
  const phone = numberOf("FORWARD_PHONE_NUMBER", twilio.FORWARD_PHONE_NUMBER, options.country);
  const credentials = {
    accountSid: twilio.TWILIO_ACCOUNT_SID,
    authToken: twilio.TWILIO_AUTH_TOKEN,
  };
  const account = await checkAccount(credentials);
  if (account.kind !== "active") {
    throw new CommandError(
      "Twilio doesn't accept TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.",
      "Copy both again from the console.",
    );
  }
  const found = await findNumber(credentials, number);
  if (!found)
    throw new CommandError(
      `${number} is not in “${account.name}”.`,
      "Use a number of that account.",
    );

  const { db, userId } = await signIn(options);
  const { company, name: person, country, zone } = options;
  const { data: tenantId, error } = await db.rpc("create_tenant", {
    company,
    person,
    country,
    zone,
  });
  if (error)
    throw new CommandError(
      `The company could not be made: ${error.message}.`,
      "Check the options.",
    );
  await savePhone(db, tenantId, userId, phone);
  const sealed = {
    account_sid: credentials.accountSid,
    auth_token_ciphertext: sealAuthToken(credentials.authToken, tenantId),
    auth_token_last_four: credentials.authToken.slice(-4),
  };
  const saved = await saveTwilioAccount(tenantId, userId, sealed, new Date());
  if (saved === "not_admin")
    throw new CommandError(
      `${options.email} is no admin of their company.`,
      "Use an admin's email.",
    );
  // Whoever runs this holds the account's token and could ring the phone anyway: their word is its
  // proof.
  await vouchForPhone(tenantId, userId, phone, new Date());
  const row = { twilio_sid: found.sid, forward_to: userId, can_text: found.sms };
  const numbers = await listPhoneNumbers(db, tenantId);
  const existing = numbers.find((own) => own.number === number);
  if (existing) await updatePhoneNumber(db, tenantId, existing.id, row);
  else
    await addPhoneNumber(db, { tenant_id: tenantId, name: null, number, route_id: null, ...row });
  return `${company} is set up with ${number}. Send its calls here in Settings → Phone numbers.`;
}
