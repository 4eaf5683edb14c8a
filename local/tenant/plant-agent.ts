import type { Sql } from "postgres";
import { sealRealtimeKey } from "@/lib/agent/key";
import type { AgentSettings } from "@/lib/agent/settings/schema";
import { defaultRoute } from "@/lib/routing/default-route";
import { Route } from "@/lib/routing/route";
import { plantRoute } from "@/local/tenant/plant-route";

/** The endpoint that its agents talk with. */
export type Provider = { baseUrl: string; model: string; transcriptionModel: string; key: string };

/** Publishes a voice agent, which answers a number's calls; who is handed over rings everyone. */
export async function plantAgent(
  sql: Sql,
  {
    tenantId,
    numberId,
    settings,
    provider,
  }: { tenantId: string; numberId: string; settings: AgentSettings; provider: Provider },
): Promise<string> {
  const { baseUrl, model, transcriptionModel, key } = provider;
  await sql`insert into public.realtime_settings
      (tenant_id, base_url, model, transcription_model, api_key_ciphertext, api_key_last_four)
    values (${tenantId}, ${baseUrl}, ${model}, ${transcriptionModel},
      ${sealRealtimeKey(key, tenantId)}, ${key.slice(-4)})
    on conflict do nothing`;
  const body = JSON.stringify(settings);
  const [agent] = await sql<{ id: string }[]>`
    with made as (insert into public.voice_agents (tenant_id, name, draft)
      values (${tenantId}, ${settings.name}, ${body}::text::jsonb) returning tenant_id, id)
    insert into public.voice_agent_versions (tenant_id, agent_id, body)
      select tenant_id, id, ${body}::text::jsonb from made returning agent_id as id`;
  if (!agent) throw new Error("no voice agent was published");
  await plantRoute(sql, { tenantId, numberId, route: answeredBy(agent.id) });
  return agent.id;
}

function answeredBy(agentId: string): Route {
  const route = defaultRoute({ name: "", time_zone: "UTC", language: "en-US" });
  const agent = { kind: "agent", name: "Voice agent", agent_id: agentId, next: "everyone" };
  const { everyone, nobody } = route.steps;
  return Route.parse({ ...route, first: "agent", steps: { agent, everyone, nobody } });
}
