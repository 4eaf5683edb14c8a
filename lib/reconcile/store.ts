import "server-only";
import { z } from "zod";
import type { Db } from "@/lib/db/supabase/server";
import { Counts, Finding } from "@/lib/reconcile/schema";

/** The latest reports of a tenant, newest first; none for those who are no admins. */
export async function listReports(db: Db, tenantId: string) {
  const { data, error } = await db
    .from("call_audit_reports")
    .select("id, asked_at, from_day, to_day, counts, profiles(name)")
    .eq("tenant_id", tenantId)
    .order("asked_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(10);
  if (error) throw new Error("The comparisons could not be read", { cause: error });
  return data.map((report) => ({ ...report, counts: Counts.parse(report.counts) }));
}

/** One report with its findings; null when it is not this tenant's, or the person no admin. */
export async function getReport(db: Db, tenantId: string, id: string) {
  const { data, error } = await db
    .from("call_audit_reports")
    .select("id, asked_at, from_day, to_day, counts, findings, profiles(name)")
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .maybeSingle();
  if (error) throw new Error("The comparison could not be read", { cause: error });
  return (
    data && {
      ...data,
      counts: Counts.parse(data.counts),
      findings: z.array(Finding).parse(data.findings),
    }
  );
}

export type AuditReport = NonNullable<Awaited<ReturnType<typeof getReport>>>;
