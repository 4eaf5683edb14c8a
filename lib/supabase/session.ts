import { createServerClient } from "@supabase/ssr";
import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/env";

/** Renews a session that is about to expire, and says whether there is one. Decides nothing about access. */
export async function refreshSession(
  request: NextRequest,
): Promise<{ response: NextResponse; signedIn: boolean }> {
  const { NEXT_PUBLIC_SUPABASE_URL, NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY } = env();
  let response = NextResponse.next({ request });
  const supabase = createServerClient(
    NEXT_PUBLIC_SUPABASE_URL,
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY,
    {
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
  const { data } = await supabase.auth.getSession();
  return { response, signedIn: data.session !== null };
}
