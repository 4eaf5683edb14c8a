import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as pause } from "node:timers/promises";
import type { Sql } from "postgres";
import { withTenant } from "@/bench/during";
import type { Bench, BenchStack, Figure, Row } from "@/bench/figure";
import type { BenchTenant } from "@/bench/tenant";

const rows = 50_000;
const partBytes = 2 ** 20;
const readEveryMs = 500;

/** A row in twenty is wrong, one in twenty is about the contact before it. */
function fileLine(nth: number): string {
  const same = nth % 20 === 19 ? nth - 1 : nth;
  const phone = nth % 20 === 7 ? "12" : `+1206${String(2_000_000 + same)}`;
  return `Person ${nth},Company ${nth % 5_000},p${same}@bench.test,${phone},Tag ${nth % 10}\n`;
}

async function addImport(sql: Sql, tenant: BenchTenant): Promise<string> {
  const lines = Array.from({ length: rows }, (_, nth) => fileLine(nth));
  const file = Buffer.from(`Name,Company,Email,Phone,Tags\n${lines.join("")}`);
  const header = ["Name", "Company", "Email", "Phone", "Tags"];
  const settings = {
    ...{ encoding: "utf-8", separator: ",", has_header: true, duplicates: "update", owner_id: "" },
    columns: ["name", "company", "email", "phone", "tags"],
  };
  const id = randomUUID();
  await sql`insert into public.contact_imports
      (tenant_id, id, created_by, stage, settings, header, total)
    values (${tenant.id}, ${id}, ${tenant.rep}, 'draft', ${sql.json(settings)},
      ${sql.json(header)}, ${rows})`;
  for (let part = 0; part * partBytes < file.length; part += 1) {
    const data = file.subarray(part * partBytes, (part + 1) * partBytes);
    await sql`insert into private.import_parts (tenant_id, import_id, part, data)
      values (${tenant.id}, ${id}, ${part}, ${data})`;
  }
  return id;
}

/** The app imports it in requests of the scheduled route, one after another. */
async function runImport(
  stack: BenchStack,
  sql: Sql,
  { tenant, id }: { tenant: BenchTenant; id: string },
): Promise<void> {
  await sql`select machine.start_import(${tenant.id}, ${tenant.rep}, ${id}, null)`;
  for (;;) {
    const swept = await fetch(`${stack.urls.app}/api/cron/sweep`, {
      method: "POST",
      headers: { authorization: `Bearer ${stack.env.CRON_SECRET}` },
    });
    if (!swept.ok) throw new Error(`The sweep answered ${swept.status}`);
    const [job] = await sql`select stage, problem from public.contact_imports where id = ${id}`;
    if (job?.problem) throw new Error(String(job.problem));
    if (job?.stage === "done") return;
  }
}

/** Rows a second of a bare `copy` of the same file into a table without an index. */
async function copyRows(sql: Sql): Promise<number> {
  await sql`create unlogged table if not exists bench.copied
    (name text, company text, email text, phone text, tags text)`;
  const lines = Array.from({ length: rows }, (_, nth) => fileLine(nth));
  const from = performance.now();
  const into = await sql`copy bench.copied from stdin (format csv)`.writable();
  await pipeline(Readable.from([lines.join("")]), into);
  const seconds = (performance.now() - from) / 1_000;
  await sql`drop table bench.copied`;
  return rows / seconds;
}

async function readMemory(stack: BenchStack): Promise<number> {
  const response = await fetch(`${stack.urls.app}/api/bench/memory`);
  const { heapUsed, external } = await response.json();
  return Number(heapUsed) + Number(external);
}

const mean = (numbers: number[]) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

async function measure(bench: Bench): Promise<Row[]> {
  const stack = await bench.stack();
  return withTenant(stack, async (tenant, sql) => {
    const copied = await copyRows(sql);
    const id = await addImport(sql, tenant);
    const readings: number[] = [];
    let over = false;
    const from = performance.now();
    const work = runImport(stack, sql, { tenant, id }).finally(() => {
      over = true;
    });
    while (!over) {
      await Promise.race([pause(readEveryMs), work]);
      readings.push(await readMemory(stack));
    }
    await work;
    const imported = rows / ((performance.now() - from) / 1_000);
    await sql`delete from public.contacts where tenant_id = ${tenant.id}`;
    const fifth = Math.ceil(readings.length / 5);
    const [early, late] = [mean(readings.slice(fifth, 2 * fifth)), mean(readings.slice(-fifth))];
    const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`;
    return [
      {
        figure: `import of ${rows} rows, a tenth of them duplicates or wrong`,
        value: `${Math.round(imported)} rows/s`,
        floor: `${Math.round(copied)} rows/s by a bare copy`,
        ratio: (imported / copied).toFixed(4),
        goal: "",
        met: null,
      },
      {
        figure: "import: memory after collection while it runs",
        value: `${megabytes(late)} in the last fifth`,
        floor: `${megabytes(early)} in the second`,
        ratio: (late / early).toFixed(3),
        goal: "within 10 %",
        met: late <= early * 1.1,
      },
    ];
  });
}

export const imports: Figure = { name: "import", run: measure };
