import "server-only";
import type { Member } from "@/lib/auth/member";
import { readColleagues } from "@/lib/colleagues/store";
import { presenceNames } from "@/lib/colleagues/words";
import type { Found } from "@/lib/search/schema";

const maxFound = 5;

/** Colleagues by any part of their name, or by the beginning of their extension, to be called. */
export async function findColleagues(member: Member, query: string): Promise<Found[]> {
  const rows = await readColleagues(member, { typed: query, size: maxFound });
  return rows.map(({ user_id: id, name, extension, presence }) => {
    const words = [presenceNames[presence], extension && `extension ${extension}`];
    const detail = words.filter(Boolean).join(" · ");
    return { kind: "colleague", id, title: name, detail, href: "/settings/team", presence };
  });
}
