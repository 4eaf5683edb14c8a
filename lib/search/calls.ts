import "server-only";
import type { Member } from "@/lib/auth/member";
import { colleagueOf } from "@/lib/call-log/colleague";
import { searchCalls } from "@/lib/call-log/list";
import { stateName } from "@/lib/call-log/words/call";
import { formatPhone, isDialable } from "@/lib/core/phone";
import { formatWhen } from "@/lib/core/time";
import type { Found } from "@/lib/search/schema";
import { listColleagues } from "@/lib/team/store";

const maxFound = 4;
/** Fewer letters are in too many names. */
const minLength = 3;

/** Calls by whom they were with, as the log finds them, the newest first; each can be called. */
export async function findCalls(member: Member, query: string): Promise<Found[]> {
  if (query.length < minLength) return [];
  const { db, tenant, user_id: me } = member;
  const places = { timeZone: tenant.time_zone, country: tenant.country_code };
  const { rows } = await searchCalls(db, query, {}, places, { size: maxFound });
  const isInternal = rows.some(({ direction }) => direction === "internal");
  const people = isInternal ? await listColleagues(db, tenant.id, { former: true }) : [];
  return rows.map((row) => {
    const { id, contacts: contact, customer_number: number } = row;
    const shown = formatPhone(number, tenant.country_code);
    const colleague = colleagueOf(row, people, me);
    const when = formatWhen(row.created_at, tenant.time_zone);
    const words = [stateName(row, row.user_id === me).words, when, row.profiles?.name];
    const call = { to: number, shown, contactId: contact?.id };
    return {
      ...{ kind: "call", id, title: colleague?.name ?? contact?.name ?? shown },
      ...{ detail: words.filter(Boolean).join(" · "), href: `/calls/${id}` },
      ...(!colleague && isDialable(number) && { call }),
    };
  });
}
