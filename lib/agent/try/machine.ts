import { z } from "zod";
import { Provider } from "@/lib/agent/machine";
import { callMachine } from "@/lib/db/machine/connection";

const Trial = z.object({
  company: z.string(),
  time_zone: z.string(),
  country_code: z.string(),
  is_recorded: z.boolean(),
  provider: Provider.nullable(),
  /** Of the company's 30 minutes a day for trials. */
  seconds_left: z.int(),
  /** A process with room. */
  url: z.string().nullable(),
});

/** What an admin needs to try an agent by voice; null for anybody else. */
export async function agentTrial(tenantId: string, userId: string) {
  return Trial.nullable().parse(
    await callMachine((sql) => sql`select machine.agent_trial(${tenantId}, ${userId}) as result`),
  );
}

/** A trial by microphone begins: how many seconds are left for it; null where none are, today. */
export async function beginTrial(tenantId: string, trialId: string): Promise<number | null> {
  return z
    .int()
    .nullable()
    .parse(
      await callMachine(
        (sql) => sql`select machine.begin_agent_trial(${tenantId}, ${trialId}) as result`,
      ),
    );
}

export async function endTrial(tenantId: string, trialId: string): Promise<void> {
  await callMachine(
    (sql) => sql`select machine.end_agent_trial(${tenantId}, ${trialId}) as result`,
  );
}
