import "server-only";
import type { Db } from "@/lib/db/supabase/server";

/** A voice agent as a route may name it. */
export type AgentChoice = { id: string; name: string; isPublished: boolean };

/** The tenant's voice agents, by name. */
export async function listAgentChoices(db: Db, tenantId: string): Promise<AgentChoice[]> {
  const { data, error } = await db
    .from("voice_agents")
    .select("id, name, voice_agent_versions(id)")
    .eq("tenant_id", tenantId)
    .is("removed_at", null)
    .limit(1, { referencedTable: "voice_agent_versions" })
    .order("name")
    .order("id");
  if (error) throw new Error("The voice agents could not be read", { cause: error });
  return data.map(({ id, name, voice_agent_versions: versions }) => ({
    ...{ id, name },
    isPublished: versions.length > 0,
  }));
}
