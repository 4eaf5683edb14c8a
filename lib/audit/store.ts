import "server-only";
import { readDetail } from "@/lib/audit/detail";
import type { AuditRow, Names } from "@/lib/audit/entry";
import type { AuditFilters } from "@/lib/audit/schema";
import { type Named, nameColumns, thingsIn } from "@/lib/audit/things";
import { actionsOf } from "@/lib/audit/words";
import { type Cursor, olderThan, pageOf } from "@/lib/call-log/cursor";
import { addDays, dayStart } from "@/lib/core/time";
import type { Db } from "@/lib/db/supabase/server";

/**
 * A page of a tenant's audit log, newest first; empty for all but its admins. Days are of
 * `timeZone`, both included.
 */
export async function listAudit(
  db: Db,
  tenant: { id: string; time_zone: string },
  filters: AuditFilters,
  page: { before?: Cursor<number>; size: number },
) {
  let query = db
    .from("audit_log")
    .select("id, actor_id, action, subject, detail, created_at")
    .eq("tenant_id", tenant.id);
  // What was done by a person, and what was tried in their name.
  if (filters.person)
    query = query.or(`actor_id.eq.${filters.person},subject.eq.${filters.person}`);
  if (filters.kind) query = query.in("action", actionsOf(filters.kind));
  if (filters.from) query = query.gte("created_at", dayStart(filters.from, tenant.time_zone));
  if (filters.to)
    query = query.lt("created_at", dayStart(addDays(filters.to, 1), tenant.time_zone));
  if (page.before) {
    query = query.lte("created_at", page.before.created_at).or(olderThan(page.before));
  }
  const { data, error } = await query
    .order("created_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(page.size + 1);
  if (error) throw new Error("The audit log could not be read", { cause: error });
  return pageOf(data, page.size);
}

/** As many ids as an address may hold. */
const sliceSize = 100;
const inSlices = (ids: string[]) =>
  Array.from({ length: Math.ceil(ids.length / sliceSize) }, (_, at) =>
    ids.slice(at * sliceSize, (at + 1) * sliceSize),
  );

/**
 * What the things are called now that these entries are about, and invitations' addresses, by id.
 */
export async function readThings(db: Db, tenantId: string, rows: AuditRow[]): Promise<Names> {
  const ids = new Map<Named, Set<string>>();
  for (const { action, subject, detail } of rows) {
    for (const { table, id } of thingsIn(action, subject, readDetail(detail))) {
      ids.set(table, (ids.get(table) ?? new Set()).add(id));
    }
  }
  const read = async (table: Named, wanted: string[]) => {
    const { data, error } = await db
      .from(table)
      .select(`id, name:${nameColumns[table]}`)
      .eq("tenant_id", tenantId)
      .in("id", wanted)
      .overrideTypes<{ id: string; name: string | null }[], { merge: false }>();
    if (error) throw new Error(`Names of ${table} could not be read`, { cause: error });
    return data.map(({ id, name }): [string, string] => [id, name ?? ""]);
  };
  const asked = [...ids].flatMap(([table, wanted]) =>
    inSlices([...wanted]).map((slice) => read(table, slice)),
  );
  const names = await Promise.all(asked);
  return new Map(names.flat());
}
