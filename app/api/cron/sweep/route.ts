import { equalInConstantTime } from "@/lib/core/crypto";
import { env } from "@/lib/core/env";
import { AppError, errorResponse } from "@/lib/core/errors";
import { jobs } from "@/lib/jobs/registry";
import { runDue } from "@/lib/jobs/run-due";

/** A request begins no more jobs before the next one is due. */
const requestMs = 25_000;
/** What has begun then still ends: https://vercel.com/docs/functions/configuring-functions/duration */
export const maxDuration = 60;

/**
 * Called every 30 to 60 seconds by the host's schedule, with `Authorization: Bearer CRON_SECRET`.
 * Not needed where `npm run worker` runs.
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
    return Response.json(await runDue(jobs, new Date(Date.now() + requestMs)));
  } catch (error) {
    return errorResponse(error);
  }
}

export { handle as GET, handle as POST };
