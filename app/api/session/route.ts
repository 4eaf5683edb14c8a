import { memberRoute } from "@/lib/auth/route";

/**
 * Who is signed in, for a page that holds something typed and must not be drawn anew for someone
 * else.
 */
export const GET = memberRoute(async (_request, { user_id }) =>
  Response.json({ success: true, userId: user_id }, { headers: { "cache-control": "no-store" } }),
);
