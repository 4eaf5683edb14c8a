import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { type Counts, defineJob } from "@/lib/core/job";
import { setUp } from "@/lib/livekit-account/setup";

/**
 * Brings a tenant's numbers to its trunk after one was added, bought, released or removed. What
 * only an admin can resolve, Settings → Calls in the browser shows.
 */
export const bringNumbersJob = defineJob({
  name: "trunks.bring_numbers",
  title: "Bring numbers to LiveKit",
  maxAttempts: 8,
  payload: z.object({ tenant_id: z.uuid() }),
  run: async ({ tenant_id }): Promise<Counts> => {
    try {
      const { changed } = await setUp({ tenantId: tenant_id, userId: null });
      return { changed: changed ? 1 : 0 };
    } catch (error) {
      if (error instanceof AppError && forAdmins.has(error.code)) return { left: 1 };
      throw error;
    }
  },
});

const forAdmins = new Set([
  ...["livekit_number_taken", "livekit_rule_taken", "livekit_conflict", "livekit_rule_conflict"],
  ...["livekit_not_configured", "no_numbers"],
]);
