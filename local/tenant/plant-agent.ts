import { randomUUID } from "node:crypto";
import type { Sql } from "postgres";
import { sealRealtimeKey } from "@/lib/agent/key";
import type { AgentSettings } from "@/lib/agent/settings/schema";
import { defaultRoute } from "@/lib/routing/default-route";
import { Route } from "@/lib/routing/route";
import { plantRoute } from "@/local/tenant/plant-route";

/** The endpoint that its agents talk with. */
export type Provider = { baseUrl: string; model: string; transcriptionModel: string; key: string };

/** The endpoint of a tenant; one that is there already stays. */
export async function plantProvider(sql: Sql, tenantId: string, provider: Provider): Promise<void> {
  const { baseUrl, model, transcriptionModel, key } = provider;
  await sql`insert into public.realtime_settings
      (tenant_id, base_url, model, transcription_model, api_key_ciphertext, api_key_last_four)
    values (${tenantId}, ${baseUrl}, ${model}, ${transcriptionModel},
      ${sealRealtimeKey(key, tenantId)}, ${key.slice(-4)})
    on conflict do nothing`;
}

export type PlantedAgent = { id: string; version: string };

/**
 * A voice agent that the tenant's admin, if it has one, has published; what is there already stays.
 */
export async function plantVersion(
  sql: Sql,
  tenantId: string,
  settings: AgentSettings,
  {
    name = settings.name,
    id = randomUUID(),
    version = randomUUID(),
  }: Partial<PlantedAgent & { name: string }> = {},
): Promise<PlantedAgent> {
  const body = JSON.stringify(settings);
  await sql`insert into public.voice_agents (id, tenant_id, name, draft)
    values (${id}, ${tenantId}, ${name}, ${body}::text::jsonb) on conflict do nothing`;
  await sql`insert into public.voice_agent_versions (id, tenant_id, agent_id, body, published_by)
    values (${version}, ${tenantId}, ${id}, ${body}::text::jsonb, (
      select user_id from public.profiles where tenant_id = ${tenantId} and role = 'admin' limit 1))
    on conflict do nothing`;
  return { id, version };
}

/** Publishes a voice agent, which answers a number's calls; who is handed over rings everyone. */
export async function plantAgent(
  sql: Sql,
  {
    tenantId,
    numberId,
    settings,
    provider,
  }: { tenantId: string; numberId: string; settings: AgentSettings; provider: Provider },
): Promise<void> {
  await plantProvider(sql, tenantId, provider);
  const { id } = await plantVersion(sql, tenantId, settings);
  await plantRoute(sql, { tenantId, numberId, route: answeredBy(id) });
}

function answeredBy(agentId: string): Route {
  const route = defaultRoute({ name: "", time_zone: "UTC", language: "en-US" });
  const agent = { kind: "agent", name: "Voice agent", agent_id: agentId, next: "everyone" };
  const { everyone, nobody } = route.steps;
  return Route.parse({ ...route, first: "agent", steps: { agent, everyone, nobody } });
}
