import "server-only";
import type { Member } from "@/lib/auth/member";
import { readDestination } from "@/lib/search/number";
import { sources } from "@/lib/search/registry";
import { isSearchable, type SearchAnswer } from "@/lib/search/schema";

/** What a member may find for what they typed, and the number to call when it is one. */
export async function search(member: Member, query: string): Promise<SearchAnswer> {
  const number = readDestination(query, member.tenant.country_code);
  if (!isSearchable(query)) return { found: [], number };
  const found = await Promise.all(sources.map((find) => find(member, query)));
  return { found: found.flat(), number };
}
