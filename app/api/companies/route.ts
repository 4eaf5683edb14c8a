import { memberRoute } from "@/lib/auth/route";
import { searchCompanies } from "@/lib/companies/store";
import { isSearchable, Search } from "@/lib/search/schema";

const maxNames = 8;

/** GET /api/companies?q=…: names of companies, while one is being typed. */
export const GET = memberRoute(async (request, { db }) => {
  const { q } = Search.parse({ q: new URL(request.url).searchParams.get("q") });
  const rows = isSearchable(q) ? await searchCompanies(db, q, maxNames) : [];
  const names = rows.map(({ name }) => name);
  return Response.json({ names }, { headers: { "Cache-Control": "no-store" } });
});
