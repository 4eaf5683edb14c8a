import "server-only";
import type { AgentSettings } from "@/lib/agent/settings/schema";
import { newestVersion, publishVersion } from "@/lib/agent/settings/versions";
import type { Member } from "@/lib/auth/member";
import { isSame } from "@/lib/edits/written";

/** Lets new calls be answered by these settings; "unchanged" where they are already. */
export async function publish(
  { db, tenant }: Member,
  id: string,
  draft: AgentSettings,
): Promise<"published" | "unchanged"> {
  const newest = await newestVersion(db, tenant.id, id);
  if (newest && isSame(newest.body, draft)) return "unchanged";
  await publishVersion(db, tenant.id, id, draft);
  return "published";
}
