import "server-only";
import type { Member } from "@/lib/auth/member";
import { formatPhone } from "@/lib/core/phone";

/** A route with a step of an agent, and what people call the numbers that follow it. */
export type AgentUse = {
  route_id: string;
  name: string;
  /** Calls reach the agent: it is in what is published of the route, not only in its draft. */
  isPublished: boolean;
  isDefault: boolean;
  numbers: string[];
};

/** Which routes use each of the company's agents, by the agent's id. */
export async function readUse({
  db,
  tenant,
}: Pick<Member, "db" | "tenant">): Promise<ReadonlyMap<string, AgentUse[]>> {
  const { data, error } = await db.rpc("voice_agent_use");
  if (error) throw new Error("Reading which routes use voice agents failed", { cause: error });
  const use = new Map<string, AgentUse[]>();
  for (const { agent_id, route_id, route_name, is_published, is_default, numbers } of data) {
    const one = {
      ...{ route_id, name: route_name, isPublished: is_published, isDefault: is_default },
      numbers: numbers.map((number) =>
        number.startsWith("+") ? formatPhone(number, tenant.country_code) : number,
      ),
    };
    use.set(agent_id, [...(use.get(agent_id) ?? []), one]);
  }
  return use;
}
