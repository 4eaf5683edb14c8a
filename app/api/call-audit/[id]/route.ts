import { z } from "zod";
import { memberRoute } from "@/lib/auth/route";
import { AppError } from "@/lib/core/errors";
import { exportReport } from "@/lib/reconcile/export";
import { getReport } from "@/lib/reconcile/store";

/** A comparison with Twilio as CSV, for admins. */
export const GET = memberRoute<{ id: string }>(
  async (_request, member, { id }) => {
    const known = z.uuid().safeParse(id).success;
    const report = known ? await getReport(member.db, member.tenant.id, id) : null;
    if (!report) throw new AppError("not_found", "not_found", "This check doesn't exist.");
    return exportReport(member, report);
  },
  { role: "admin" },
);
