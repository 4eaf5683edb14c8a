import type { Sql } from "postgres";
import { allTenants, type BenchTenantFacts } from "@/bench/data/cast";
import type { Bench, BenchStack, Row } from "@/bench/figure";
import { countRequests } from "@/bench/pages/count-requests";
import { fullPlaces, sparsePlaces } from "@/bench/pages/places";
import { cookieHeader, signInManager } from "@/bench/pages/sign-in";

type Look = { tenantId: string; queries: string[]; shown: number };

/** Whatever a page shows one of per record. */
const line = /<(?:tr|li|details)\b/g;

/** Addresses of the same page, with much and with little to show. */
async function addressesOf(sql: Sql, tenantId: string): Promise<Record<string, string[]>> {
  const full = await fullPlaces(sql, tenantId);
  const sparse = await sparsePlaces(sql, tenantId);
  return {
    contacts: [full.contacts, sparse.contacts],
    contact: [full.contact, sparse.contact],
    calls: [full.calls],
    // Without the figures that stand above all calls.
    "filtered calls": ["/calls?from=2000-01-01", sparse.calls],
    call: [full.call, sparse.call],
  };
}

/**
 * What each page asks of the Supabase API, and how many lines it shows, for each of these tenants.
 */
async function lookEverywhere(stack: BenchStack, sql: Sql, tenants: BenchTenantFacts[]) {
  const door = await countRequests(stack.urls.supabase);
  const looks = new Map<string, Look[]>();
  try {
    const copy = await stack.startCopy({ NEXT_PUBLIC_SUPABASE_URL: door.url });
    for (const tenant of tenants) {
      const headers = { cookie: cookieHeader(await signInManager(stack, tenant)) };
      for (const [page, addresses] of Object.entries(await addressesOf(sql, tenant.id))) {
        for (const address of addresses) {
          const url = `http://localhost:${copy.port}${address}`;
          // The first look finds settings that the process then keeps for some seconds.
          await open(page, url, headers);
          door.take();
          const html = await open(page, url, headers);
          const shown = html.match(line)?.length ?? 0;
          const look = { tenantId: tenant.id, queries: door.take(), shown };
          looks.set(page, [...(looks.get(page) ?? []), look]);
        }
      }
    }
    await copy.stop();
  } finally {
    door.close();
  }
  return looks;
}

/** A page streams: it has asked for everything only when its last byte is here. */
async function open(page: string, url: string, headers: Record<string, string>): Promise<string> {
  const answer = await fetch(url, { headers, redirect: "manual" });
  const html = await answer.text();
  if (answer.status !== 200) throw new Error(`${page} answered ${answer.status}`);
  return html;
}

const lastPart = (what: string) => what.split("/").at(-1) ?? what;

/**
 * How many requests each page makes, by how much it shows: a query per row would show. Tenants are
 * not compared: the call bar of one has calls to say something of.
 */
export async function queryRows(stack: BenchStack, sql: Sql, { log }: Bench): Promise<Row[]> {
  const tenants = allTenants("large");
  const chosen = [tenants[0], tenants.at(-1)].filter((tenant) => tenant !== undefined);
  const looks = await lookEverywhere(stack, sql, chosen);
  return [...looks].map(([page, seen]) => {
    const shown = seen.map((look) => look.shown);
    const different = new Set(seen.map(({ queries }) => queries.join()));
    const byTenant = Map.groupBy(seen, ({ tenantId }) => tenantId);
    const isSteady = [...byTenant.values()].every(
      (looks) => new Set(looks.map(({ queries }) => queries.join())).size === 1,
    );
    const counts = new Set(seen.map(({ queries }) => queries.length));
    log(
      `${page}: ${[...different].map((queries) => queries.split(",").map(lastPart).join(" ")).join(" | ")}; ${shown.join(", ")} lines`,
    );
    return {
      figure: `page ${page}: requests to the Supabase API, with ${Math.min(...shown)} to ${Math.max(...shown)} lines shown`,
      value: [...counts].join(", "),
      floor: "",
      ratio: "",
      goal: "property: a tenant's are the same whatever is shown",
      met: isSteady,
    };
  });
}
