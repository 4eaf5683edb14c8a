import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { sealRealtimeKey } from "@/lib/agent/key";
import { type AgentSettings, newAgent } from "@/lib/agent/settings/schema";
import { runAgent } from "@/local/app/agent";
import { connect } from "@/local/postgres/database";
import { findFreePorts } from "@/local/processes/ports";
import { untilAnswers } from "@/local/processes/ready";
import { stack } from "@/tests/support/stack";
import type { TestTenant } from "@/tests/support/tenant";

const stops: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

/** A process that serves media streams, as `npm run agent`; it ends with the file. */
export async function startAgent(changes: Record<string, string> = {}) {
  const { agent: port } = await findFreePorts();
  const logs = mkdtempSync(join(tmpdir(), "ringbook-agent-"));
  const url = `ws://127.0.0.1:${port}`;
  const env = { AGENT_PORT: `${port}`, AGENT_PUBLIC_URL: url, ...changes };
  const child = runAgent({ env: { ...stack.env, ...env }, logFile: join(logs, "agent.log") });
  stops.push(async () => {
    await child.stop();
    rmSync(logs, { recursive: true });
  });
  const health = `http://127.0.0.1:${port}/health`;
  if (!(await untilAnswers(health, child.exited))) throw new Error(child.tail().join("\n"));
  return { url, health, child };
}

/** A published voice agent of a tenant that talks with the model at `baseUrl`; its id. */
export async function publishAgent(
  { id: tenant_id, admin }: TestTenant,
  baseUrl: string,
  changes: Partial<AgentSettings> = {},
): Promise<{ agentId: string; versionId: string }> {
  const settings = { ...newAgent, ...changes };
  const sql = connect(stack.adminDatabaseUrl);
  const key = sealRealtimeKey("any", tenant_id);
  await sql`insert into public.realtime_settings
      (tenant_id, base_url, model, transcription_model, api_key_ciphertext, api_key_last_four)
    values (${tenant_id}, ${baseUrl}, 'stand-in', 'stand-in', ${key}, '')
    on conflict do nothing`.finally(() => sql.end());
  const made = await admin.db
    .from("voice_agents")
    .insert({ tenant_id, name: settings.name, draft: settings })
    .select("id")
    .single();
  if (made.error) throw new Error(made.error.message);
  const version = { tenant_id, agent_id: made.data.id, body: settings };
  const published = await admin.db
    .from("voice_agent_versions")
    .insert(version)
    .select("id")
    .single();
  if (published.error) throw new Error(published.error.message);
  return { agentId: made.data.id, versionId: published.data.id };
}
