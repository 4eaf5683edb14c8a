import { equalInConstantTime } from "@/lib/core/crypto";
import { env } from "@/lib/core/env";
import { AppError, errorResponse } from "@/lib/core/errors";
import { notifyDueTasks } from "@/lib/notifications/due";
import { sendDailyMails } from "@/lib/notifications/send-daily-mails";
import { settleVerifications } from "@/lib/phones/settle";
import { sweep } from "@/lib/reconcile/sweep";
import { retireRecordings } from "@/lib/recordings/retire";

/**
 * Called every 30 to 60 seconds by the host's schedule, with `Authorization: Bearer CRON_SECRET`.
 */
async function handle(request: Request): Promise<Response> {
  try {
    const given = request.headers.get("authorization") ?? "";
    if (!equalInConstantTime(given, `Bearer ${env().CRON_SECRET}`)) {
      throw new AppError(
        "unauthenticated",
        "unauthenticated",
        "The schedule's secret is missing or wrong.",
      );
    }
    const now = new Date();
    const reports = await Promise.all([
      sweep(now),
      settleVerifications(now),
      retireRecordings(now),
      notifyDueTasks(now),
      sendDailyMails(now),
    ]);
    return Response.json(Object.assign({}, ...reports));
  } catch (error) {
    return errorResponse(error);
  }
}

export { handle as GET, handle as POST };
