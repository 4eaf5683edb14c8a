import { createServerClient } from "@supabase/ssr";
import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/core/env";
import { isAuthAway } from "@/lib/db/supabase/away";
import type { Database } from "@/lib/db/supabase/database.types";
import { fetchReadsAgain } from "@/lib/db/supabase/read-again";
import type { Db } from "@/lib/db/supabase/server";

/**
 * Renews a session that is about to expire, and says whether there is one; `unknown` while Auth is
 * away. Decides nothing about access.
 */
export async function refreshSession(request: NextRequest): Promise<{
  response: NextResponse;
  session: "there" | "none" | "unknown";
  /** Supabase as whoever the session says they are, which nobody has verified yet. */
  person: { db: Db; accessToken: string } | null;
}> {
  const { NEXT_PUBLIC_APP_URL, NEXT_PUBLIC_SUPABASE_URL, NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY } =
    env();
  let response = NextResponse.next({ request });
  const supabase = createServerClient<Database>(
    NEXT_PUBLIC_SUPABASE_URL,
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY,
    {
      global: { fetch: fetchReadsAgain },
      cookieOptions: { secure: NEXT_PUBLIC_APP_URL.startsWith("https:") },
      cookies: {
        getAll: () => request.cookies.getAll(),
        setAll: (fresh) => {
          for (const { name, value } of fresh) request.cookies.set(name, value);
          response = NextResponse.next({ request });
          for (const { name, value, options } of fresh) response.cookies.set(name, value, options);
        },
      },
    },
  );
  const { data, error } = await supabase.auth.getSession();
  if (data.session) {
    const { access_token: accessToken } = data.session;
    return { response, session: "there", person: { db: supabase, accessToken } };
  }
  return { response, session: isAuthAway(error) ? "unknown" : "none", person: null };
}
