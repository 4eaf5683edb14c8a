import { z } from "zod";
import { Provider } from "@/lib/agent/machine";
import { callMachine } from "@/lib/db/machine/connection";

const Trial = z.object({
  company: z.string(),
  time_zone: z.string(),
  country_code: z.string(),
  is_recorded: z.boolean(),
  provider: Provider.nullable(),
  /** A process with room. */
  url: z.string().nullable(),
});

/** What an admin needs to try an agent by voice; null for anybody else. */
export async function agentTrial(tenantId: string, userId: string) {
  return Trial.nullable().parse(
    await callMachine((sql) => sql`select machine.agent_trial(${tenantId}, ${userId}) as result`),
  );
}
