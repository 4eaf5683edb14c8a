import { memberRoute } from "@/lib/auth/route";

/**
 * Who is signed in. A page with unsaved input asks before it refreshes: it must not be rendered for
 * someone else.
 */
export const GET = memberRoute(async (_request, { user_id }) =>
  Response.json({ success: true, userId: user_id }, { headers: { "cache-control": "no-store" } }),
);
