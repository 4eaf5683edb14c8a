import type { Sql } from "postgres";
import { withTenant } from "@/bench/during";
import type { Bench, Figure, Row } from "@/bench/figure";
import { requireSuccess, runLoad, throughput } from "@/bench/load/run";
import { alternately } from "@/bench/ratio";
import type { BenchTenant } from "@/bench/tenant";
import { answerRequests, floorRequests } from "@/bench/webhooks";
import { Route } from "@/lib/routing/route";
import { newPerson, plantPeople } from "@/local/tenant/plant";
import { plantRoute } from "@/local/tenant/plant-route";

const inFlight = 16;
const rounds = 3;
const requests = 2_000;
const people = 10;
/** How often whoever rings is let go, so that calls go on finding somebody to claim. */
const freeEveryMs = 20;

const always = [{ from: "00:00", until: "24:00" }];
const week = { mon: always, tue: always, wed: always, thu: always };
const voicemail = {
  ...{ kind: "voicemail", name: "", sound: { text: "Please leave a message." } },
  ...{ mailbox: { kind: "shared" }, max_seconds: 60 },
};

/** Gives the tenant's number a route: hours, then a group of ten, then voicemail. */
async function followRoute(sql: Sql, { id, numberId }: BenchTenant): Promise<void> {
  const group = Array.from({ length: people }, (_, n) => newPerson("rep", `+1206555013${n}`));
  await plantPeople(sql, id, group);
  const route = Route.parse({
    ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "hours" },
    steps: {
      hours: {
        ...{ kind: "hours", name: "", open: "group", closed: "box" },
        hours: {
          ...{ time_zone: "America/New_York", holidays: [{ day: "12-25", name: "" }] },
          ...{ exceptions: [], week: { ...week, fri: always, sat: always, sun: always } },
        },
      },
      group: {
        ...{ kind: "ring", name: "Sales", order: "at_once", seconds: 20 },
        who: { kind: "people", people: group.map(({ userId }) => userId) },
        ...{ not_free: "box", no_answer: "box" },
      },
      box: voicemail,
    },
  });
  await plantRoute(sql, { tenantId: id, numberId, route });
}

async function measure(bench: Bench): Promise<Row[]> {
  const stack = await bench.stack();
  const port = Number(new URL(stack.urls.app).port);
  return withTenant(stack, async (tenant, sql) => {
    await followRoute(sql, tenant);
    const run = async (posts: Buffer[]) => {
      const driven = await runLoad({ ports: [port], requests: posts, connections: inFlight });
      requireSuccess(driven);
      return throughput(driven);
    };
    const answers = async (count: number) => {
      const letGo = setInterval(
        () => void sql`delete from private.ring_claims where tenant_id = ${tenant.id}`.execute(),
        freeEveryMs,
      );
      try {
        return await run(answerRequests(stack.urls.app, tenant, count));
      } finally {
        clearInterval(letGo);
      }
    };
    const floors = (count: number) => run(floorRequests(stack.floors.handler, tenant, count));
    await answers(1_000);
    await floors(1_000);
    const rate = await alternately(
      rounds,
      () => answers(requests),
      () => floors(requests),
    );
    const [rung] = await sql<{ share: number }[]>`
      select avg((answered_from #>> '{routing,people}' like '%"free"%')::integer) as share
      from public.call_events where tenant_id = ${tenant.id} and event_type = 'answer'`;
    bench.log(`answer by a route: ${Number(rung?.share).toFixed(2)} of the calls rang somebody`);
    return [
      {
        figure: `answer by a route (hours, ${people} people), closed loop, ${inFlight} in flight`,
        value: `${Math.round(rate.thing)}/s`,
        floor: `${Math.round(rate.floor)}/s`,
        ratio: rate.ratio.toFixed(2),
        goal: "≥ 0.75 of the floor's throughput",
        met: rate.ratio >= 0.75,
      },
    ];
  });
}

/** A caller's first answer where the number follows a typical route. */
export const answerRoute: Figure = { name: "answer-route", run: measure };
