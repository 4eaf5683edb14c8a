import { randomUUID } from "node:crypto";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { stack } from "@/tests/support/stack";
import type { Member } from "@/tests/support/tenant";

/** Supabase without the generated types: these tests also ask for what the types do not offer. */
export type Visitor = SupabaseClient;

const options = { auth: { persistSession: false, autoRefreshToken: false } };

/** Someone with the publishable key that every browser has, and no session. */
export function nobody(): Visitor {
  return createClient(stack.urls.supabase, stack.supabaseKey, options);
}

/** A member with the token they hold. */
export function visitorOf(member: Member): Visitor {
  return createClient(stack.urls.supabase, stack.supabaseKey, {
    accessToken: async () => member.accessToken,
  });
}

export type Stranger = { db: Visitor; userId: string; email: string };

/**
 * Someone who has just signed up and belongs to no tenant yet; `metadata` is what they claim of
 * themselves.
 */
export async function signUp(
  metadata: Record<string, string> = {},
  email = `${randomUUID()}@stranger.test`,
): Promise<Stranger> {
  const db = nobody();
  const { data, error } = await db.auth.signUp({
    email,
    password: "ringbook-stranger",
    options: { data: metadata },
  });
  if (error || !data.user) throw new Error(`${email}: ${error?.message ?? "no user"}`);
  return { db, email, userId: data.user.id };
}

/** What the API answered. Throws when it refused. */
export async function given<T>(
  asked: PromiseLike<{ data: T; error: { message: string } | null }>,
): Promise<NonNullable<T>> {
  const { data, error } = await asked;
  if (error) throw new Error(error.message);
  if (data === null || data === undefined) throw new Error("no answer");
  return data;
}
