import { setTimeout as pause } from "node:timers/promises";
import { carrierControl, type FaultCount, type FaultRule } from "@/local/carrier/control";
import type { Plan } from "@/local/chaos/plan";
import type { Tenant } from "@/local/chaos/world";

const serverError = { status: 500, code: 20500, message: "Internal server error" };
const create = { method: "POST", path: "/Calls.json" };

/**
 * What is wrong all the time; in sum a third of the webhooks never leaves. Each has a name to be
 * counted under.
 */
const everywhere: [name: string, rule: FaultRule][] = [
  ["status dropped", { match: { kind: "status" }, share: 0.45, effect: { kind: "drop" } }],
  ["recording dropped", { match: { kind: "recording" }, share: 0.45, effect: { kind: "drop" } }],
  ["twiml dropped", { match: { kind: "twiml" }, share: 0.2, effect: { kind: "drop" } }],
  ["stream dropped", { match: { kind: "stream" }, share: 0.2, effect: { kind: "drop" } }],
  ["webhook got 5xx", { share: 0.08, effect: { kind: "respond", status: 503 } }],
  ["webhook timed out", { share: 0.05, effect: { kind: "hang" } }],
  ["create: answer lost", { api: "lose-answer", match: create, share: 0.08 }],
  ["create: never arrived", { api: "down", match: create, share: 0.06 }],
  ["create: 5xx", { api: { error: serverError }, match: create, share: 0.03 }],
  [
    "create: 5xx, carried out",
    { api: { error: serverError, carriedOut: true }, match: create, share: 0.05 },
  ],
  ["create: no answer", { api: "hang", match: create, share: 0.05 }],
  ["api 5xx", { api: { error: serverError }, match: { method: "GET" }, share: 0.05 }],
];

const standingOf = ({ shape }: Tenant) => [...everywhere, ...(shape?.faults ?? [])];

const cutName = "api cut off";
export type FaultCounts = Record<string, number>;

/**
 * Switches the standing faults on for every tenant's account. `end` switches all off and says how
 * often each struck.
 */
export async function startFaults(carrierUrl: string, tenants: Tenant[], plan: Plan) {
  const carrier = carrierControl(carrierUrl);
  const names = new Map<string, string>();
  const keyOf = (tenant: Tenant, id: string) => `${tenant.accountSid} ${id}`;
  for (const tenant of tenants) {
    for (const [name, rule] of standingOf(tenant)) {
      const seed = `${plan.seed} ${tenant.reps.length} ${tenants.indexOf(tenant)} ${name}`;
      const { id } = await carrier.fault(tenant.accountSid, { ...rule, seed });
      names.set(keyOf(tenant, id), name);
    }
  }
  const all = tenants.flatMap(standingOf);
  const counts: FaultCounts = { ...Object.fromEntries(all.map(([name]) => [name, 0])) };
  const add = (name: string, { taken }: FaultCount) => {
    counts[name] = (counts[name] ?? 0) + taken;
  };
  const cutOne = async ({ accountSid }: Tenant, seconds: number) => {
    const { id } = await carrier.fault(accountSid, { api: "down" });
    await pause(seconds * 1000);
    const cut = (await carrier.faults(accountSid)).find((fault) => fault.id === id);
    if (cut) add(cutName, cut);
    await carrier.clearFaults(accountSid, id);
  };
  return {
    /** Nothing of the API can be reached for a while. */
    async cut(seconds: number): Promise<void> {
      await Promise.all(tenants.map((tenant) => cutOne(tenant, seconds)));
    },
    async end(): Promise<FaultCounts> {
      for (const tenant of tenants) {
        for (const fault of await carrier.faults(tenant.accountSid)) {
          const name = names.get(keyOf(tenant, fault.id));
          if (name !== undefined) add(name, fault);
        }
        await carrier.clearFaults(tenant.accountSid);
      }
      return counts;
    },
  };
}
