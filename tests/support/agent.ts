import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { type AgentSettings, newAgent } from "@/lib/agent/settings/schema";
import { runAgent } from "@/local/app/agent";
import { dataFolder } from "@/local/options";
import { connect } from "@/local/postgres/database";
import { findFreePorts } from "@/local/processes/ports";
import { untilAnswers } from "@/local/processes/ready";
import { type RealtimeVoice, startRealtimeVoice } from "@/local/realtime-voice/server";
import { type PlantedAgent, plantProvider, plantVersion } from "@/local/tenant/plant-agent";
import { onlyAgent } from "@/tests/support/only-agent";
import { stack } from "@/tests/support/stack";
import type { TestTenant } from "@/tests/support/tenant";

const stops: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

/** The realtime stand-in, once it hears both languages; it ends with the file. */
export async function startVoice(port = 0): Promise<RealtimeVoice> {
  const voice = await startRealtimeVoice({ port, folder: join(dataFolder(), "voice") });
  stops.push(() => voice.close());
  await voice.ready;
  return voice;
}

/**
 * A process that serves media streams, as `npm run agent`; it ends with the file. Another file's
 * waits for that.
 */
export async function startAgent(changes: Record<string, string> = {}) {
  const { release } = await onlyAgent();
  stops.push(release);
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

/** A published voice agent of a tenant that talks with the model at `baseUrl`. */
export async function publishAgent(
  { id: tenantId }: TestTenant,
  baseUrl: string,
  changes: Partial<AgentSettings> = {},
): Promise<PlantedAgent> {
  const sql = connect(stack.adminDatabaseUrl);
  const provider = { baseUrl, key: "any", model: "stand-in", transcriptionModel: "stand-in" };
  try {
    await plantProvider(sql, tenantId, provider);
    return await plantVersion(sql, tenantId, { ...newAgent, ...changes });
  } finally {
    await sql.end();
  }
}
