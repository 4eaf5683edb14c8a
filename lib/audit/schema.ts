import { z } from "zod";
import { kindNames } from "@/lib/audit/words";
import { cursorReader } from "@/lib/call-log/cursor";
import { Day, optional } from "@/lib/call-log/schema";

/**
 * What the audit log is narrowed to, from the address. Days are `YYYY-MM-DD` of the tenant's
 * calendar.
 */
export const AuditFilters = z.object({
  person: optional(z.uuid()),
  kind: optional(z.enum(kindNames.map(([kind]) => kind))),
  from: optional(Day),
  to: optional(Day),
});
export type AuditFilters = z.infer<typeof AuditFilters>;

export const readAuditCursor = cursorReader(z.coerce.number().int().positive());

/** The address of `path` with these filters, from `before` on. */
export function auditAddress(path: string, filters: AuditFilters, before?: string): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filters, before })) {
    if (value) query.set(name, value);
  }
  return query.size > 0 ? `${path}?${query}` : path;
}
