import "server-only";
import { AppError } from "@/lib/core/errors";
import { livekitAccount } from "@/lib/livekit/account";
import { LivekitRefusal } from "@/lib/livekit/refusal";
import { readThere } from "@/lib/livekit/setup/apply";
import { type Difference, type Plan, planSetup, type Trunk } from "@/lib/livekit/setup/decide";

/** What stands at LiveKit for a tenant, compared with what is to stand there. */
export type LivekitState =
  | { kind: "in_place"; trunk: Trunk }
  | { kind: "differs"; differences: Difference[] }
  | Extract<Plan, { kind: "conflict" }>
  /** Nobody set anything up yet. */
  | { kind: "not_set_up" }
  /** LiveKit's answer is no, or there is none: `message` is the sentence for it. */
  | { kind: "wrong_key" | "unreachable" | "refused"; message: string };

/** Asks LiveKit; `numbers` (E.164) are those that the trunk is to have. */
export async function readState(tenantId: string, numbers: string[]): Promise<LivekitState> {
  try {
    const account = await livekitAccount(tenantId, { reload: true });
    if (!account?.set_up_at) return { kind: "not_set_up" };
    const plan = planSetup(await readThere(account), { ...account, numbers });
    if (plan.kind === "conflict") return plan;
    const { differences, trunk } = plan;
    if (differences.length > 0 || !trunk) return { kind: "differs", differences };
    return { kind: "in_place", trunk };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { message } = error;
    if (!(error instanceof LivekitRefusal)) return { kind: "unreachable", message };
    return { kind: error.reason === "wrong_key" ? "wrong_key" : "refused", message };
  }
}
