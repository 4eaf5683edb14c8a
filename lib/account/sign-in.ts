import "server-only";
import type { AuthError } from "@supabase/supabase-js";
import { leastMs, noSoonerThan } from "@/lib/account/least-time";
import { throwAuth } from "@/lib/account/open-action";
import { countTry } from "@/lib/attempts/limited";
import { noteAccount } from "@/lib/attempts/machine";
import { rememberDevice, visitor } from "@/lib/attempts/visitor";
import { isAuthAway } from "@/lib/db/supabase/away";
import type { Db } from "@/lib/db/supabase/server";

/**
 * Signs in on `db` with a password: tries are counted, and the company's audit log hears of it.
 * Throws the refusal in words.
 */
export async function signInByPassword(
  db: Db,
  { email, password }: { email: string; password: string },
): Promise<void> {
  const who = await visitor(email);
  const tried = await countTry("sign_in", who);
  const from: Record<string, string> = who.ip ? { ip: who.ip } : {};
  // An address without an account has no password to compare, and no audit log.
  const error = await noSoonerThan(leastMs.signIn, async () => {
    const { error } = await db.auth.signInWithPassword({ email, password });
    if (error && isAuthAway(error)) await tried.forgive();
    else if (error) {
      const detail = { ...from, reason: reasonOf(error) };
      await noteAccount(email, false, { action: "session.refused", detail });
    }
    return error;
  });
  if (error) throwAuth(error);
  await noteAccount(email, true, { action: "session.signed_in", detail: from });
  await rememberDevice(email);
  await tried.forgive();
}

function reasonOf({ code }: AuthError): string {
  return code === "invalid_credentials" ? "wrong_password" : (code ?? "refused");
}
