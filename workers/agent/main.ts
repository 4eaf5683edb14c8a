import { env } from "@/lib/core/env";
import { surviveDriver } from "@/lib/db/machine/survive-driver";
import { startAgentServer } from "@/workers/agent/server";

async function main(): Promise<void> {
  const { AGENT_PORT: port, AGENT_CAPACITY: capacity, AGENT_DRAIN_SECONDS, ...rest } = env();
  surviveDriver();
  const publicUrl = rest.AGENT_PUBLIC_URL ?? `ws://127.0.0.1:${port}`;
  const standIn = rest.REALTIME_STAND_IN_URL;
  const server = await startAgentServer({ port, publicUrl, capacity, standIn });
  console.log(`Voice agents talk at ${publicUrl}, ${capacity} at once.`);
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => resolve());
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.hurry());
  await server.drain(AGENT_DRAIN_SECONDS);
  await server.close();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
