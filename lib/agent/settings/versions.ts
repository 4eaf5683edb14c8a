import "server-only";
import { AgentSettings } from "@/lib/agent/settings/schema";
import { agentGone, jsonOf, readingFailed } from "@/lib/agent/settings/store";
import type { Db } from "@/lib/db/supabase/server";

/** A version without its settings. `published_by` is a person's id. */
export type Version = { id: string; published_at: string; published_by: string | null };

/** Versions of an agent without their settings, newest first; `before` is another's moment. */
export async function listVersions(
  db: Db,
  tenantId: string,
  agentId: string,
  { size, before }: { size: number; before?: string },
): Promise<Version[]> {
  const all = db
    .from("voice_agent_versions")
    .select("id, published_at, published_by")
    .eq("tenant_id", tenantId)
    .eq("agent_id", agentId);
  const { data, error } = await (before ? all.lt("published_at", before) : all)
    .order("published_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(size);
  if (error) throw readingFailed(error);
  return data;
}

/** The newest version of an agent, which answers calls; null before the first. */
export async function newestVersion(
  db: Db,
  tenantId: string,
  agentId: string,
): Promise<(Version & { body: unknown }) | null> {
  const { data, error } = await db
    .from("voice_agent_versions")
    .select("id, published_at, published_by, body")
    .eq("tenant_id", tenantId)
    .eq("agent_id", agentId)
    .order("published_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(1)
    .maybeSingle();
  if (error) throw readingFailed(error);
  // As it is compared with drafts: with what was not there to be set then.
  return data && { ...data, body: AgentSettings.safeParse(data.body).data ?? data.body };
}

/** A version's settings, to be parsed; null when there is no such version. */
export async function readVersion(
  db: Db,
  tenantId: string,
  agentId: string,
  id: string,
): Promise<unknown> {
  const { data, error } = await db
    .from("voice_agent_versions")
    .select("body")
    .eq("tenant_id", tenantId)
    .eq("agent_id", agentId)
    .eq("id", id)
    .maybeSingle();
  if (error) throw readingFailed(error);
  return data?.body ?? null;
}

/** The newest version of each agent that has one, by the agent. */
export async function listNewest(db: Db, tenantId: string): Promise<ReadonlyMap<string, unknown>> {
  const { data, error } = await db
    .from("voice_agents")
    .select("id, voice_agent_versions(body)")
    .eq("tenant_id", tenantId)
    .is("removed_at", null)
    .order("published_at", { referencedTable: "voice_agent_versions", ascending: false })
    .order("id", { referencedTable: "voice_agent_versions", ascending: false })
    .limit(1, { referencedTable: "voice_agent_versions" });
  if (error) throw readingFailed(error);
  return new Map(
    data.flatMap(({ id, voice_agent_versions: [newest] }): [string, unknown][] =>
      newest ? [[id, newest.body]] : [],
    ),
  );
}

/** New calls are answered by this from now on. */
export async function publishVersion(
  db: Db,
  tenantId: string,
  agentId: string,
  body: AgentSettings,
): Promise<void> {
  const row = { tenant_id: tenantId, agent_id: agentId, body: jsonOf(body) };
  const { error } = await db.from("voice_agent_versions").insert(row);
  if (error?.code === "23503") throw agentGone(error);
  if (error) throw new Error("Publishing the voice agent failed", { cause: error });
}
