import "server-only";
import { type Cursor, writeCursor } from "@/lib/call-log/cursor";
import type { Db } from "@/lib/db/supabase/server";
import { type Entry, everyNote, isKind, type Kind, kinds } from "@/lib/timeline/registry";
import type { Shown } from "@/lib/timeline/schema";

type Asked = { db: Db; tenantId: string; companyId: string; before?: Cursor; size: number };

/**
 * A page of what happened with a company's people, newest first: all of it, or what a filter shows;
 * each entry with its contact.
 */
export async function listCompanyTimeline(
  { db, tenantId, companyId, before, size }: Asked,
  show?: Shown,
) {
  const { data, error } = await db.rpc("company_timeline", {
    of_company: companyId,
    page_size: size + 1,
    ...(show && { only_kind: show }),
    ...(before && { before_at: before.created_at, before_id: before.id }),
  });
  if (error) throw new Error("The company's timeline could not be read", { cause: error });
  const places = data.slice(0, size);
  const readers = show === "notes" ? { ...kinds, notes: everyNote } : kinds;
  const read = async (kind: Kind): Promise<Entry[]> => {
    const ids = places.filter((place) => place.kind === kind).map(({ id }) => id);
    return readers[kind]({ db, tenantId, ids, size });
  };
  const lists = await Promise.all(Object.keys(kinds).filter(isKind).map(read));
  const entries = new Map(lists.flat().map((entry) => [entry.id, entry]));
  const last = places.at(-1);
  return {
    rows: places.flatMap(({ id, contact_id }) => {
      const entry = entries.get(id);
      return entry ? { entry, contactId: contact_id } : [];
    }),
    next: data.length > size && last ? writeCursor(last) : undefined,
  };
}
