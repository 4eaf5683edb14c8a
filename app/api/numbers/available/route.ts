import { memberRoute } from "@/lib/auth/route";
import { readInput } from "@/lib/numbers/api";
import { SearchNumbers } from "@/lib/numbers/order-schema";
import { searchNumbers } from "@/lib/numbers/search";

/**
 * Numbers that can be bought: `?country=&type=&contains=&area_code=&near=&can=`, with the price a
 * month and what the country asks for.
 */
export const GET = memberRoute(
  async (request, member) => {
    const query = new URL(request.url).searchParams;
    const given = { ...Object.fromEntries(query), can: query.getAll("can") };
    const found = await searchNumbers(member, readInput(SearchNumbers, given));
    return Response.json({ success: true, ...found, price: found.price ?? null });
  },
  { role: "admin" },
);
