import { createClient } from "@supabase/supabase-js";
import { type BenchTenantFacts, benchPassword } from "@/bench/data/cast";
import type { BenchStack } from "@/bench/figure";

/**
 * Signs a person in through the Auth API. The cookie is as their browser has it afterwards.
 */
export async function signInAs(
  { env, urls }: BenchStack,
  email: string,
  password: string,
): Promise<{ name: string; value: string }> {
  const db = createClient(urls.supabase, env.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY ?? "", {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  const { data, error } = await db.auth.signInWithPassword({ email, password });
  if (error) throw new Error(`${email} could not sign in`, { cause: error });
  const value = Buffer.from(JSON.stringify(data.session)).toString("base64url");
  // Named after the first part of the API's host, 127.0.0.1.
  return { name: "sb-127-auth-token", value: `base64-${value}` };
}

/** Signs a tenant's manager in. */
export function signInManager(stack: BenchStack, { name, people }: BenchTenantFacts) {
  const manager = people.find(({ role }) => role === "manager");
  if (!manager) throw new Error(`${name} has no manager`);
  return signInAs(stack, manager.email, benchPassword);
}

export const cookieHeader = ({ name, value }: { name: string; value: string }) =>
  `${name}=${value}`;
