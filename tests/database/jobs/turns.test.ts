import { randomUUID } from "node:crypto";
import { format } from "node:util";
import { afterAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { again, defineJob } from "@/lib/core/job";
import { enqueue } from "@/lib/db/jobs/enqueue";
import { runDue } from "@/lib/jobs/run-due";
import {
  addJob,
  eventually,
  jobNamed,
  jobsOf,
  newName,
  owner,
  withWorker,
} from "@/tests/database/jobs/stage";

afterAll(() => owner.end());

test("a job that did a part goes on where it was, after a failure too", async () => {
  const name = newName();
  const rows = Array.from({ length: 5 }, (_, index) => index);
  const done: number[] = [];
  let failures = 0;
  await addJob(name, "import");
  const job = jobNamed(
    name,
    async () => {
      if (done.length === 3 && failures === 0) {
        failures += 1;
        throw new Error("the database restarted");
      }
      done.push(rows[done.length] ?? -1);
      return done.length < rows.length ? again({ rows: 1 }) : undefined;
    },
    2,
  );
  await withWorker(job, async () => {
    await eventually(async () => (await jobsOf(name)).some(({ state }) => state === "retry"));
    await owner`update jobs.job set start_after = now() where name = ${name}`;
    await eventually(async () => done.length === rows.length);
  });
  expect(done).toEqual(rows);
});

test("parts use up no attempts: only failures in a row do", async () => {
  const name = newName();
  let parts = 0;
  await addJob(name, "long");
  const job = jobNamed(name, async () => {
    parts += 1;
    if (parts < 6) return again();
    throw new Error("broke at the end");
  });
  await withWorker(job, () =>
    eventually(async () => (await jobsOf(name)).some(({ state }) => state === "retry")),
  );
  expect(await jobsOf(name)).toMatchObject([{ state: "retry", retry_count: 0 }]);
});

test("a worker that is to stop ends the turn of what runs, and another goes on", async () => {
  const name = newName();
  const stopped: boolean[] = [];
  await addJob(name, "long");
  const begun = Promise.withResolvers<void>();
  const first = jobNamed(name, async (_, turn) => {
    begun.resolve();
    await eventually(async () => turn.over);
    stopped.push(turn.over);
    return again();
  });
  await withWorker(first, () => begun.promise);
  expect(stopped).toEqual([true]);
  const ran: string[] = [];
  const second = jobNamed(name, async (key) => ran.push(key));
  await withWorker(second, () => eventually(async () => ran.length > 0));
  expect(ran).toEqual(["long"]);
});

test("a job is added from code with its payload, for later", async () => {
  const name = newName();
  const job = defineJob({
    name,
    title: "Try a job",
    maxAttempts: 1,
    payload: z.object({ tenant_id: z.uuid(), page: z.number() }),
    run: async () => ({}),
  });
  const tenant = randomUUID();
  const at = new Date(Date.now() + 60_000);
  await enqueue(job, { tenant_id: tenant, page: 2 }, { key: "page", at });
  const [added] = await owner`select data, start_after from jobs.job where name = ${name}`;
  expect(added).toEqual({ data: { tenant_id: tenant, page: 2 }, start_after: at });
});

/** Runs once a day, and counts that it did. */
function daily(run: () => void) {
  return defineJob({
    name: newName(),
    title: "Try a job",
    maxAttempts: 1,
    everySeconds: 24 * 60 * 60,
    payload: z.object({}),
    run: async () => {
      run();
      return {};
    },
  });
}

test("a regular job runs once in its slot of time, however many workers and requests", async () => {
  let runs = 0;
  const job = daily(() => {
    runs += 1;
  });
  await withWorker(job, () =>
    withWorker(job, () =>
      eventually(async () => (await jobsOf(job.name))[0]?.state === "completed"),
    ),
  );
  await owner`update jobs.job set completed_on = completed_on - interval '2 minutes'
    where name = ${job.name}`;
  // Each removes what is done, and adds what is due.
  for (const _ of [1, 2]) await runDue([job], new Date(Date.now() + 10_000));
  expect(runs).toBe(1);
});

test("a job that runs long stays with its worker: its heartbeat goes on", async () => {
  const name = newName();
  let runs = 0;
  const end = Promise.withResolvers<void>();
  await addJob(name, "long");
  const job = jobNamed(name, () => {
    runs += 1;
    return end.promise;
  });
  await withWorker(job, async () => {
    await eventually(async () => runs === 1);
    await owner`update jobs.job set heartbeat_on = now() - interval '8 seconds'
      where name = ${name}`;
    await eventually(async () => {
      const [beat] = await owner`select from jobs.job where name = ${name}
        and heartbeat_on > now() - interval '5 seconds'`;
      return beat !== undefined;
    });
    end.resolve();
  });
  expect(await jobsOf(name)).toMatchObject([{ state: "completed", retry_count: 0 }]);
  expect(runs).toBe(1);
});

test.each([
  ["done", () => ({})],
  ["to go on", () => again()],
])("a run that lost its job can't say that it is %s", async (_, outcome) => {
  const name = newName();
  let runs = 0;
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  await addJob(name, "lost");
  const run = async (key: string) => {
    if (key !== "lost") return undefined;
    runs += 1;
    if (runs === 1) {
      await first.promise;
      return outcome();
    }
    await second.promise;
    throw new Error("the second broke");
  };
  await withWorker(jobNamed(name, run, 2), async () => {
    await eventually(async () => runs === 1);
    // As when its heartbeat did not reach the database for half a minute.
    await owner`update jobs.job set state = 'retry', start_after = now() where name = ${name}`;
    await eventually(async () => runs === 2);
    first.resolve();
    // By the time that another was begun and is done, the first has said what it had to.
    await addJob(name, "another");
    await eventually(async () => (await jobsOf(name)).some(({ state }) => state === "completed"));
    second.resolve();
    await eventually(async () => (await jobsOf(name)).every(({ state }) => state !== "active"));
  });
  expect(await jobsOf(name)).toMatchObject([
    { state: "failed", error: "the second broke" },
    { state: "completed" },
  ]);
});

test("the log has a failure's message and stack, not what else came with the error", async () => {
  const name = newName();
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  await addJob(name, "refused");
  const job = jobNamed(name, async () => {
    throw Object.assign(new Error("refused"), { config: { auth: "the token" } });
  });
  await withWorker(job, () =>
    eventually(async () => (await jobsOf(name)).some(({ state }) => state === "retry")),
  );
  const said = log.mock.calls.map((parts) => format(...parts)).join("\n");
  log.mockRestore();
  expect(said).toContain("refused");
  expect(said).not.toContain("the token");
});
