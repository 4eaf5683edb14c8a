import { exportAudit } from "@/lib/audit/export";
import { AuditFilters } from "@/lib/audit/schema";
import { memberRoute } from "@/lib/auth/route";

/** The audit log as CSV, narrowed like the page; that it was taken is an entry itself. */
export const GET = memberRoute(
  async (request, member) => {
    const query = Object.fromEntries(new URL(request.url).searchParams);
    return exportAudit(member, AuditFilters.parse(query));
  },
  { role: "admin" },
);
