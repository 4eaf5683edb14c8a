import "server-only";
import { z } from "zod";
import { agentGone } from "@/lib/agent/settings/store";
import { readUse } from "@/lib/agent/settings/use";
import { whyKept } from "@/lib/agent/settings/use-words";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";

/** As private.remove_voice_agent says. */
const Outcome = z.enum(["removed", "gone", "used"]);

/**
 * Deletes an agent, also where it is deleted already; its calls keep its versions. Throws
 * `conflict` while a route uses it.
 */
export async function removeAgent(
  member: Pick<Member, "db" | "tenant">,
  agent: string,
): Promise<void> {
  const { data, error } = await member.db.rpc("remove_voice_agent", { agent });
  if (error) throw new Error("Deleting the voice agent failed", { cause: error });
  const outcome = Outcome.parse(data);
  if (outcome === "removed") return;
  if (outcome === "gone") throw agentGone();
  const use = (await readUse(member)).get(agent) ?? [];
  throw new AppError("conflict", "in_use", whyKept(use) ?? "It was in use. Try again.");
}
