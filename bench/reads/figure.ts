import { contactOf, tenantOf } from "@/bench/data/cast";
import type { Bench, Figure, Row } from "@/bench/figure";
import { dashboardRows } from "@/bench/reads/dashboard";
import { type Databases, withDatabases } from "@/bench/reads/databases";
import { listRows, rowWithoutGoal } from "@/bench/reads/lists";
import { searchRows } from "@/bench/reads/searches";
import { callLog, pageOfList, recordingList, timeline } from "@/bench/reads/statements";

async function measure(
  databases: Databases,
  { interrupted, log }: Pick<Bench, "interrupted" | "log">,
): Promise<Row[]> {
  const { id, people } = tenantOf(0);
  const calls = { large: callLog(id), small: callLog(id) };
  const contact = {
    large: timeline(id, contactOf(0, 0).id),
    small: timeline(id, contactOf(0, 0, "small").id),
  };
  const recordings = { large: recordingList(id), small: recordingList(id) };
  const rows: Row[] = [];
  for (const role of ["manager", "rep"]) {
    const person = people.find((each) => each.role === role);
    if (!person) throw new Error(`the largest tenant has no ${role}`);
    rows.push(...(await listRows(databases, person, "call log", calls)));
    rows.push(...(await listRows(databases, person, "contact timeline", contact)));
    interrupted.throwIfAborted();
    if (role === "manager") {
      rows.push(...(await listRows(databases, person, "recordings", recordings)));
    } else {
      // Among everyone's: no page of the app asks for it.
      const page = pageOfList(recordings.large);
      rows.push(
        await rowWithoutGoal(databases, person, "own recordings", { large: page, small: page }),
      );
    }
    interrupted.throwIfAborted();
    rows.push(...(await searchRows(databases, person)));
    rows.push(...(await dashboardRows(databases, id, person, log)));
    interrupted.throwIfAborted();
  }
  return rows;
}

/** What people read most, as the largest tenant's manager and rep, on Postgres alone. */
export const reads: Figure = {
  name: "reads",
  run: (bench) => withDatabases(bench, (databases) => measure(databases, bench)),
};
