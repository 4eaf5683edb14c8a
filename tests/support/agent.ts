import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { type AgentSettings, newAgent } from "@/lib/agent/settings/schema";
import { dataFolder } from "@/local/options";
import { connect } from "@/local/postgres/database";
import { type RealtimeVoice, startRealtimeVoice } from "@/local/realtime-voice/server";
import { type PlantedAgent, plantProvider, plantVersion } from "@/local/tenant/plant-agent";
import { onlyOne, openAgentProcess } from "@/tests/support/agent-process";
import { stack } from "@/tests/support/stack";
import type { TestTenant } from "@/tests/support/tenant";

const stops: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

/** The realtime stand-in, once it hears both languages; it ends with the file. */
export async function startVoice(port = 0): Promise<RealtimeVoice> {
  if (port > 0) stops.push((await onlyOne("voice")).release);
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
  const { release } = await onlyOne("agent");
  stops.push(release);
  const logs = mkdtempSync(join(tmpdir(), "ringbook-agent-"));
  stops.push(async () => rmSync(logs, { recursive: true }));
  const opened = await openAgentProcess(changes, join(logs, "agent.log"));
  stops.push(() => opened.child.stop());
  return opened;
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
