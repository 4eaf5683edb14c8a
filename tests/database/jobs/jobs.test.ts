import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { startChild } from "@/local/processes/child";
import { projectRoot } from "@/local/project";
import {
  addJob,
  eventually,
  jobNamed,
  jobsOf,
  newName,
  owner,
  withWorker,
} from "@/tests/database/jobs/stage";
import { stack } from "@/tests/support/stack";
import { admin } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([owner.end(), admin.end()]));

describe("a job", () => {
  test("of a transaction that is rolled back never runs, one that is committed does", async () => {
    const name = newName();
    const ran: string[] = [];
    const rolledBack = owner.begin(async (sql) => {
      await addJob(name, "rolled back", sql);
      throw new Error("rolled back");
    });
    await expect(rolledBack).rejects.toThrow("rolled back");
    await owner.begin((sql) => addJob(name, "committed", sql));
    const job = jobNamed(name, async (key) => ran.push(key));
    await withWorker(job, () => eventually(async () => ran.length > 0));
    expect(ran).toEqual(["committed"]);
  });

  test("that is added twice under one key runs once", async () => {
    const name = newName();
    const ran: string[] = [];
    for (const key of ["a", "a", "b", "a"]) await addJob(name, key);
    const job = jobNamed(name, async (key) => ran.push(key));
    await withWorker(job, () =>
      eventually(async () => (await jobsOf(name)).every(({ state }) => state === "completed")),
    );
    expect(ran.sort()).toEqual(["a", "b"]);
  });

  test("that is added while one of its key runs, runs after it", async () => {
    const name = newName();
    let runs = 0;
    await addJob(name, "changed");
    const job = jobNamed(name, async (key) => {
      runs += 1;
      if (runs === 1) await addJob(name, key);
    });
    await withWorker(job, () => eventually(async () => runs === 2));
  });

  test("that waits is not begun before whoever adds it again has committed", async () => {
    const name = newName();
    const ran: string[] = [];
    await addJob(name, "waits");
    const added = Promise.withResolvers<void>();
    const commit = Promise.withResolvers<void>();
    const adding = owner.begin(async (sql) => {
      await addJob(name, "waits", sql);
      added.resolve();
      await commit.promise;
    });
    await added.promise;
    const job = jobNamed(name, async (key) => ran.push(key));
    await withWorker(job, async () => {
      await addJob(name, "other");
      await eventually(async () => ran.includes("other"));
      expect(ran).toEqual(["other"]);
      commit.resolve();
      await adding;
      await eventually(async () => ran.includes("waits"));
    });
    expect(ran).toEqual(["other", "waits"]);
  });

  test("that throws is tried again, later and later, and is dead after its last attempt", async () => {
    const name = newName();
    let attempts = 0;
    await addJob(name, "breaks");
    const job = jobNamed(name, async () => {
      attempts += 1;
      throw new Error(`attempt ${attempts} broke`);
    });
    const waits: number[] = [];
    await withWorker(job, async () => {
      for (const attempt of [1, 2]) {
        const failed = await eventually(async () =>
          (await jobsOf(name)).find(({ state, waits }) => state === "retry" && waits > 0),
        );
        expect(failed.error).toBe(`attempt ${attempt} broke`);
        waits.push(failed.waits);
        await owner`update jobs.job set start_after = now() where name = ${name}`;
        await eventually(async () => attempts > attempt);
      }
      await eventually(async () => (await jobsOf(name)).some(({ state }) => state === "failed"));
    });
    expect(await jobsOf(name)).toMatchObject([{ state: "failed", error: "attempt 3 broke" }]);
    expect(attempts).toBe(3);
    expect(waits[0]).toBeGreaterThan(3);
    expect(waits[1]).toBeGreaterThan(waits[0] ?? 0);
  });

  test("is run by one of several workers, once", async () => {
    const name = newName();
    const keys = Array.from({ length: 60 }, (_, index) => `job ${index}`);
    const ran: string[] = [];
    await owner.begin(async (sql) => {
      for (const key of keys) await addJob(name, key, sql);
    });
    const job = jobNamed(name, async (key) => ran.push(key));
    await withWorker(job, () =>
      withWorker(job, () =>
        eventually(async () => (await jobsOf(name)).every(({ state }) => state === "completed")),
      ),
    );
    expect(ran.sort()).toEqual(keys.sort());
  });

  test("whose worker was killed in the middle is run by another", async () => {
    const name = newName();
    await addJob(name, "interrupted");
    const worker = startChild({
      command: process.execPath,
      args: [
        ...["--conditions=react-server", "--import", "tsx"],
        "tests/database/jobs/endless-worker.ts",
        name,
      ],
      cwd: projectRoot,
      env: { ...process.env, ...stack.env },
      stopSignal: "SIGTERM",
      timeoutMs: 1_000,
      logFile: join(stack.logFolder, "endless-worker.log"),
    });
    await eventually(async () => (await jobsOf(name)).some(({ state }) => state === "active"));
    await worker.kill();
    // As if its last sign of life had been half a minute ago.
    await owner`update jobs.job set heartbeat_on = heartbeat_on - interval '31 seconds'
      where name = ${name}`;
    const ran: string[] = [];
    const job = jobNamed(name, async (key) => ran.push(key));
    await withWorker(job, async () => {
      await eventually(async () => (await jobsOf(name)).some(({ state }) => state !== "active"));
      await owner`update jobs.job set start_after = now() where name = ${name} and state = 'retry'`;
      await eventually(async () => ran.length > 0);
    });
    expect(ran).toEqual(["interrupted"]);
  });

  test("under a name that no worker knows is kept, and does not stop who adds it", async () => {
    const name = newName();
    await owner.begin((sql) => addJob(name, "unknown", sql));
    await withWorker(
      jobNamed(newName(), async () => {}),
      async () => {},
    );
    expect(await jobsOf(name)).toMatchObject([{ state: "created" }]);
  });

  test("runs though the database closed every connection of its worker", async () => {
    const name = newName();
    const ran: string[] = [];
    const job = jobNamed(name, async (key) => ran.push(key));
    await withWorker(job, async () => {
      await addJob(name, "before");
      await eventually(async () => ran.length === 1);
      await admin`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = ${`ringbook worker ${process.pid}`}`;
      await addJob(name, "after");
      await eventually(async () => ran.length === 2);
    });
    expect(ran).toEqual(["before", "after"]);
  });
});

test("the role of workers owns the schema jobs and what is in it, and may enter nothing else", async () => {
  const foreign = await admin`
    select distinct c.relnamespace::regnamespace::text as schema from pg_class c
    join pg_roles r on r.oid = c.relowner where r.rolname = 'ringbook_jobs'`;
  expect(foreign.map(({ schema }) => schema)).toEqual(expect.arrayContaining(["jobs"]));
  expect(foreign.filter(({ schema }) => !["jobs", "pg_toast"].includes(schema))).toEqual([]);
  const entered = await admin`
    select nspname from pg_namespace where nspname in ('private', 'machine', 'auth', 'realtime')
      and has_schema_privilege('ringbook_jobs', oid, 'usage')`;
  expect(entered).toEqual([]);
});
