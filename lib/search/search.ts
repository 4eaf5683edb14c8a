import "server-only";
import type { Member } from "@/lib/auth/member";
import { formatPrice } from "@/lib/call-log/words/call";
import { placeOf } from "@/lib/core/destination";
import { readDestination } from "@/lib/search/number";
import { readMinutePrice } from "@/lib/search/price";
import { sources } from "@/lib/search/registry";
import { isSearchable, type SearchAnswer } from "@/lib/search/schema";

/** What a member may find for what they typed, and the number to call when it is one. */
export async function search(member: Member, query: string): Promise<SearchAnswer> {
  if (!isSearchable(query)) return { found: [], number: null };
  const [number, ...found] = await Promise.all([
    readTyped(member, query),
    ...sources.map((find) => find(member, query)),
  ]);
  return { found: found.flat(), number };
}

/** The number that was typed, with its country and what a minute costs, where that is known. */
async function readTyped({ db, tenant }: Member, query: string) {
  const number = readDestination(query, tenant.country_code);
  const { country, kind } = placeOf(number?.to.replace(/;ext=.*/, "") ?? "");
  if (!number || !country || kind !== "ordinary") return number;
  const minute = await readMinutePrice(db, tenant.id, country);
  if (!minute) return number;
  const price = `about ${formatPrice(minute.price, minute.unit)} a minute`;
  return { ...number, place: `${number.place} · ${price}` };
}
