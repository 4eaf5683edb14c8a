import { tenantOf } from "@/bench/data/cast";
import type { Bench, Figure, Row } from "@/bench/figure";
import { requireSuccess, runLoad } from "@/bench/load/run";
import { render } from "@/bench/load/wire";
import { fullPlaces, pageNames } from "@/bench/pages/places";
import { queryRows } from "@/bench/pages/queries";
import { cookieHeader, signInManager } from "@/bench/pages/sign-in";
import { alternately, median } from "@/bench/ratio";
import { connect } from "@/local/postgres/database";

const inFlight = 4;
const rounds = 3;
const perRound = 200;
const most = 3;

async function measure(bench: Bench): Promise<Row[]> {
  const stack = await bench.stack();
  const tenant = tenantOf(0);
  const cookie = cookieHeader(await signInManager(stack, tenant));
  const ports = [Number(new URL(stack.urls.app).port)];
  // As a browser asks: what a page weighs is also compressed by the app.
  const headers = { cookie, accept: "text/html", "accept-encoding": "gzip" };
  /** The median time to the last byte, in milliseconds. */
  const timeOf = async (url: string, count = perRound) => {
    const request = render(url, { method: "GET", headers });
    const requests = new Array<Buffer>(count).fill(request);
    const driven = await runLoad({ ports, requests, connections: inFlight });
    requireSuccess(driven);
    return median(driven.latencies);
  };

  const sql = connect(stack.adminDatabaseUrl, 1);
  try {
    const places = await fullPlaces(sql, tenant.id);
    await timeOf(stack.floors.page);
    const rows: Row[] = [];
    for (const page of pageNames) {
      const url = stack.urls.app + places[page];
      await timeOf(url, perRound / 2);
      const time = await alternately(
        rounds,
        () => timeOf(url),
        () => timeOf(stack.floors.page),
      );
      bench.interrupted.throwIfAborted();
      rows.push({
        figure: `page ${page} on the server, ${inFlight} in flight, median`,
        value: `${time.thing.toFixed(1)} ms`,
        floor: `${time.floor.toFixed(1)} ms`,
        ratio: time.ratio.toFixed(2),
        goal: `≤ ${most} × the floor`,
        met: time.ratio <= most,
      });
    }
    return [...rows, ...(await queryRows(stack, sql, bench))];
  } finally {
    await sql.end();
  }
}

/** What a page costs on the server, as the manager of the largest tenant, against an empty one. */
export const pages: Figure = { name: "pages", run: measure };
