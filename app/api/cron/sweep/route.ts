import { sweep } from "@/lib/calls/sweep";
import { equalInConstantTime } from "@/lib/crypto";
import { env } from "@/lib/env";
import { AppError, errorResponse } from "@/lib/errors";
import { settleProofs } from "@/lib/phones/settle";

/** Called every 30 to 60 seconds by the host's schedule, with `Authorization: Bearer CRON_SECRET`. */
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
    const [calls, proofs] = await Promise.all([sweep(now), settleProofs(now)]);
    return Response.json({ ...calls, ...proofs });
  } catch (error) {
    return errorResponse(error);
  }
}

export { handle as GET, handle as POST };
