import { memberRoute } from "@/lib/auth/route";
import { Search } from "@/lib/search/schema";
import { search } from "@/lib/search/search";

/** GET /api/search?q=…: what the command palette finds. */
export const GET = memberRoute(async (request, member) => {
  const { q } = Search.parse({ q: new URL(request.url).searchParams.get("q") });
  return Response.json(await search(member, q), { headers: { "Cache-Control": "no-store" } });
});
