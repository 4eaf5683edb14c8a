"use server";

import { redirect } from "next/navigation";
import { memberAction } from "@/lib/auth/action";
import { dayOf } from "@/lib/core/time";
import { runCallAudit } from "@/lib/reconcile/run";
import { auditDays } from "@/lib/reconcile/schema";

/** "Compare with Twilio": the report's own page shows what came of it. */
export const compareWithTwilio = memberAction(
  ({ tenant }) => auditDays(dayOf(new Date(), tenant.time_zone)),
  async (days, member) =>
    redirect(`/settings/call-audit/${await runCallAudit(member, days, new Date())}`),
  { role: "admin" },
);
