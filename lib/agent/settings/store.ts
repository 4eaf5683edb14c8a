import "server-only";
import { AgentSettings, newAgent } from "@/lib/agent/settings/schema";
import { AppError } from "@/lib/core/errors";
import type { Json } from "@/lib/db/supabase/database.types";
import type { Db } from "@/lib/db/supabase/server";

/** An agent as it is edited. */
export type EditedAgent = {
  id: string;
  name: string;
  draft: AgentSettings;
  updated_at: string;
};

const columns = "id, name, draft, updated_at";

/** A draft that cannot be read any more is a new one. */
const edited = (row: Omit<EditedAgent, "draft"> & { draft: unknown }) => ({
  ...row,
  draft: AgentSettings.safeParse(row.draft).data ?? newAgent,
});

/** A tenant's voice agents, by name; without deleted ones, as everywhere here. */
export async function listAgents(db: Db, tenantId: string): Promise<EditedAgent[]> {
  const { data, error } = await db
    .from("voice_agents")
    .select(columns)
    .eq("tenant_id", tenantId)
    .is("removed_at", null)
    .order("name")
    .order("id");
  if (error) throw readingFailed(error);
  return data.map(edited);
}

/** What the tenant's agents are called by their ids, deleted ones too. */
export async function namesOfAgents(
  db: Db,
  tenantId: string,
): Promise<{ id: string; name: string; removed_at: string | null }[]> {
  const { data, error } = await db
    .from("voice_agents")
    .select("id, name, removed_at")
    .eq("tenant_id", tenantId)
    .order("name")
    .order("id");
  if (error) throw readingFailed(error);
  return data;
}

/** Null when the tenant has no agent of this id. */
export async function findAgent(db: Db, tenantId: string, id: string): Promise<EditedAgent | null> {
  const { data, error } = await db
    .from("voice_agents")
    .select(columns)
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .is("removed_at", null)
    .maybeSingle();
  if (error) throw readingFailed(error);
  return data && edited(data);
}

/** Adds an agent and gives its id. */
export async function addAgent(
  db: Db,
  tenantId: string,
  { name, draft }: { name: string; draft: AgentSettings },
): Promise<string> {
  const row = { tenant_id: tenantId, name, draft: jsonOf(draft) };
  const { data, error } = await db.from("voice_agents").insert(row).select("id").single();
  if (error) throw new Error("Adding the voice agent failed", { cause: error });
  return data.id;
}

/** Changes an agent if nobody has saved it since `seen`; false when someone has. */
export async function updateAgent(
  db: Db,
  tenantId: string,
  { id, updated_at: seen }: Pick<EditedAgent, "id" | "updated_at">,
  { name, draft }: { name: string; draft: AgentSettings },
): Promise<boolean> {
  // Never the same twice, also where two clocks differ.
  const now = new Date(Math.max(Date.now(), Date.parse(seen) + 1)).toISOString();
  const { data, error } = await db
    .from("voice_agents")
    .update({ name, draft: jsonOf(draft), updated_at: now })
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .eq("updated_at", seen)
    .select("id");
  if (error) throw new Error("Saving the voice agent failed", { cause: error });
  return data.length > 0;
}

/** The refusal of what is about an agent that is not there any more. */
export function agentGone(cause?: unknown): AppError {
  const words = "This voice agent isn't there any more.";
  return new AppError("conflict", "changed_meanwhile", words, { cause });
}

/** Settings as a column takes them. */
export function jsonOf(settings: AgentSettings): NonNullable<Json> {
  return JSON.parse(JSON.stringify(settings));
}

export const readingFailed = (cause: unknown) =>
  new Error("Reading the voice agents failed", { cause });
