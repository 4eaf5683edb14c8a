import { randomBytes } from "node:crypto";
import { createClient } from "@supabase/supabase-js";
import type { Database } from "@/lib/db/supabase/database.types";
import { stack } from "./stack";

/** Someone who has signed up and belongs to no company yet. */
export async function newcomer(email = `${randomBytes(8).toString("hex")}@newcomer.test`) {
  const password = "a-long-password";
  const db = createClient<Database>(stack.urls.supabase, stack.supabaseKey, {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  const { error } = await db.auth.signUp({ email, password });
  if (error) throw new Error("Signing up failed", { cause: error });
  return { email, password, db };
}
