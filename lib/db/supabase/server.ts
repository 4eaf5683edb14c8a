import "server-only";
import { createServerClient } from "@supabase/ssr";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { cookies } from "next/headers";
import { env } from "@/lib/core/env";
import type { Database } from "@/lib/db/supabase/database.types";
import { fetchReadsAgain } from "@/lib/db/supabase/read-again";

export type Db = SupabaseClient<Database>;

/** Supabase as the person whose session cookie came with the request; RLS decides what they see. */
export async function sessionDb(): Promise<Db> {
  const store = await cookies();
  const { NEXT_PUBLIC_APP_URL, NEXT_PUBLIC_SUPABASE_URL, NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY } =
    env();
  return createServerClient<Database>(
    NEXT_PUBLIC_SUPABASE_URL,
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY,
    {
      global: { fetch: fetchReadsAgain },
      cookieOptions: { secure: NEXT_PUBLIC_APP_URL.startsWith("https:") },
      cookies: {
        getAll: () => store.getAll(),
        setAll: (fresh) => {
          try {
            for (const { name, value, options } of fresh) store.set(name, value, options);
          } catch {
            // A Server Component may not set cookies; the middleware has refreshed the session
            // already.
          }
        },
      },
    },
  );
}

/** Supabase as the holder of a Supabase access token (`Authorization: Bearer …`). */
export function tokenDb(accessToken: string): Db {
  const { NEXT_PUBLIC_SUPABASE_URL, NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY } = env();
  return createClient<Database>(NEXT_PUBLIC_SUPABASE_URL, NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY, {
    global: { fetch: fetchReadsAgain, headers: { Authorization: `Bearer ${accessToken}` } },
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  });
}
