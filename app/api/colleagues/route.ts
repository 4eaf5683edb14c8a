import { memberRoute } from "@/lib/auth/route";
import { FindColleagues } from "@/lib/colleagues/schema";
import { readColleagues } from "@/lib/colleagues/store";

/** GET /api/colleagues?q=…: whom the member may call or pass a call to, at most 20. */
export const GET = memberRoute(async (request, member) => {
  const { q } = FindColleagues.parse({ q: new URL(request.url).searchParams.get("q") ?? "" });
  const colleagues = await readColleagues(member, { typed: q, size: 20 });
  return Response.json({ colleagues }, { headers: { "Cache-Control": "no-store" } });
});
