import "server-only";
import { addDays, dayOf, dayStart } from "@/lib/core/time";
import type { Database } from "@/lib/db/supabase/database.types";
import type { Db } from "@/lib/db/supabase/server";

export type Figures = Database["public"]["Functions"]["agent_figures"]["Returns"][number];

/** What came of the voice agents' calls: in all, by day and by agent. */
export type AgentFigures = { all: Figures | null; days: Figures[]; agents: Figures[] };

/** The last `days` days, today included, of all agents or one. */
export async function readFigures(
  db: Db,
  { days, agent, now, timeZone }: { days: number; agent?: string; now: Date; timeZone: string },
): Promise<AgentFigures> {
  const today = dayOf(now, timeZone);
  const { data, error } = await db.rpc("agent_figures", {
    since: dayStart(addDays(today, 1 - days), timeZone),
    until: dayStart(addDays(today, 1), timeZone),
    ...(agent && { agent }),
  });
  if (error) throw new Error("The voice agents' figures could not be read", { cause: error });
  return {
    all: data.find(({ day, agent_id }) => day === null && agent_id === null) ?? null,
    days: data.filter(({ day }) => day !== null),
    agents: data.filter(({ agent_id }) => agent_id !== null),
  };
}
