import type { Sql } from "postgres";
import { uuidOf } from "@/local/demo/chance";
import type { Scene } from "@/local/demo/past";

const hourMs = 3_600_000;
const listed = 40;
const called = 9;

/** A call list of two reps that is under way: some are done, the others wait. */
export async function writeCallList(sql: Sql, scene: Scene, now: Date): Promise<void> {
  const { company, tenantId, contacts, reps } = scene;
  const ago = (hours: number) => new Date(now.getTime() - hours * hourMs);
  const dispositions = await sql<{ id: string }[]>`select id from public.dispositions
    where tenant_id = ${tenantId} order by position limit 4`;
  const list = {
    ...{ id: uuidOf(`${company.domain} call list`), tenant_id: tenantId, name: "Spring check-up" },
    ...{ owner_id: reps[0].userId, created_at: ago(20), skip_called_days: 3 },
  };
  const entries = contacts.slice(0, listed).map(({ id }, at) => {
    const isDone = at < called;
    const done = {
      ...{ state: "done", attempts: 1, finished_by: reps[at % 2]?.userId ?? null },
      ...{ outcome: "connected", finished_at: ago(2 + (called - at) / 10) },
      disposition_id: dispositions[at % dispositions.length]?.id ?? null,
    };
    const waiting = {
      ...{ state: "waiting", attempts: 0, finished_by: null, outcome: null, finished_at: null },
      disposition_id: null,
    };
    return {
      ...{ id: uuidOf(`${id} entry`), tenant_id: tenantId, list_id: list.id, contact_id: id },
      ...{ position: at + 1, ...(isDone ? done : waiting) },
    };
  });
  await sql.begin(async (begun) => {
    await begun`insert into public.call_lists ${begun(list)} on conflict do nothing`;
    await begun`insert into public.call_list_entries ${begun(entries)} on conflict do nothing`;
  });
}
