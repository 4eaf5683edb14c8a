import { createBrowserClient } from "@supabase/ssr";
import type { SupabaseClient } from "@supabase/supabase-js";
import type { Database } from "@/lib/db/supabase/database.types";

/**
 * Supabase in the browser. URL and key come with the page (root layout), so one build runs
 * anywhere.
 */
export function browserDb(): SupabaseClient<Database> {
  const { supabaseUrl, supabaseKey } = document.body.dataset;
  if (!supabaseUrl || !supabaseKey)
    throw new Error("The page came without its Supabase URL and key");
  return createBrowserClient<Database>(supabaseUrl, supabaseKey, {
    cookieOptions: { secure: location.protocol === "https:" },
  });
}
