import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Member } from "@/lib/auth/member";
import { importContactsJob } from "@/lib/imports/job";
import { importBatch, readJob } from "@/lib/imports/job-machine";
import { resume, setUp, startUndo, stop } from "@/lib/imports/machine";
import { previewImport } from "@/lib/imports/preview";
import { runImport } from "@/lib/imports/run";
import { getImport } from "@/lib/imports/store";
import { finishUpload, storePart } from "@/lib/imports/upload";
import { hasStopped } from "@/lib/imports/words";
import { eventually, owner, withWorker } from "@/tests/database/jobs/stage";
import {
  actorOf,
  begin,
  beginWithoutJob,
  finish,
  importFile,
  readImport,
  undo,
  upload,
} from "@/tests/support/imports";
import { makeTenant } from "@/tests/support/tenant";
import { admin } from "@/tests/telephony/record/call-record";

let rep: Member;
let rep2: Member;
let manager: Member;
let stranger: Member;
beforeAll(async () => {
  const [tenant, other] = await Promise.all([
    makeTenant({ withoutTwilio: true }),
    makeTenant({ withoutTwilio: true }),
  ]);
  rep = await actorOf(tenant.rep);
  rep2 = await actorOf(tenant.rep2);
  manager = await actorOf(tenant.manager);
  stranger = await actorOf(other.admin);
});
afterAll(() => Promise.all([admin.end(), owner.end()]));

/** Turns of which each run does one batch, or all. */
const oneBatch = { over: true };
const all = { over: false };
/** Rows whose emails are of this test alone. */
const people = (key: string, count: number) =>
  Array.from({ length: count }, (_, nth) => `Person ${nth},p${nth}@${key}.test`).join("\n");
const named = (key: string, count: number) => `Name,Email\n${people(key, count)}\n`;

type Found = { id: string; name: string; owner_id: string | null; phones: unknown };

async function contactsOf(key: string) {
  return admin<Found[]>`
    select id, name, owner_id, (select jsonb_agg(jsonb_build_object('phone', phone,
      'extension', extension, 'label', label) order by position)
      from public.contact_phones p where p.contact_id = c.id) phones
    from public.contacts c where tenant_id = ${rep.tenant.id}
      and email_words like ${`%@${key}.test`} order by email_words`;
}

describe("an import", () => {
  test("adds contacts with their numbers, found by them, and says so in their history", async () => {
    const file = "Name,E-mail,Mobile,Office\nZoë,zoe@full.test,206 555 0151,206 555 0100 ext. 7\n";
    await importFile(rep, file);
    const [zoe] = await contactsOf("full");
    expect(zoe).toMatchObject({ name: "Zoë", owner_id: rep.user_id });
    expect(zoe?.phones).toEqual([
      { phone: "+12065550151", extension: "", label: "mobile" },
      { phone: "+12065550100", extension: "7", label: "work" },
    ]);
    const found = await rep.db.rpc("search_contacts", { query: "5550151", page_size: 5 });
    expect(found.data?.map(({ id }) => id)).toContain(zoe?.id);
    const history = await rep.db
      .from("contact_changes")
      .select("actor_id, changes")
      .eq("contact_id", zoe?.id ?? "");
    expect(history.data).toEqual([
      { actor_id: rep.user_id, changes: { created: { import: true } } },
    ]);
  });

  test("keeps the words by which a number is found as typing it does", async () => {
    await importFile(rep, "Name,Email,Phone\nA,a@words.test,+44 20 7946 0123\n");
    const typed = await rep.db.rpc("save_contact", {
      contact: {
        ...{ id: crypto.randomUUID(), name: "B", owner_id: null },
        emails: [{ email: "b@words.test", label: "work" }],
        phones: [{ phone: "+442079460123", extension: "", label: "work" }],
      },
    });
    expect(typed.error).toBeNull();
    const rows = await admin`select distinct phone_words from public.contacts
      where tenant_id = ${rep.tenant.id} and email_words like '%@words.test'`;
    expect(rows).toHaveLength(1);
  });

  test("adopts the calls that a number had before, and its undo leaves them", async () => {
    const call = crypto.randomUUID();
    await admin`insert into public.calls
        (id, tenant_id, direction, from_number, to_number, created_at)
      values (${call}, ${rep.tenant.id}, 'inbound', '+12065550152', '+12065550100', now() - interval '1 day')`;
    const job = await importFile(rep, "Name,Email,Phone\nA,a@calls.test,206 555 0152\n");
    const [contact] = await contactsOf("calls");
    const owner = async () =>
      (await admin`select contact_id from public.calls where id = ${call}`)[0]?.contact_id;
    expect(await owner()).toBe(contact?.id);
    expect(await undo(rep, job.id)).toMatchObject({ removed: 1, kept: 0 });
    expect(await owner()).toBeNull();
  });

  test("sets the time zone that a file has, and its undo brings back the guess", async () => {
    const guessed = { time_zone: "America/Los_Angeles", zone_guessed: true };
    const zones = () => admin`select time_zone, zone_guessed from public.contacts
      where tenant_id = ${rep.tenant.id} and email_words like '%@zone.test' order by name`;
    const row = "Jane,a@zone.test,206 555 0170";
    await importFile(rep, `Name,Email,Phone\n${row}\n`);
    expect([...(await zones())]).toEqual([guessed]);
    const rows = `${row},America/Denver\nZoe,b@zone.test,206 555 0171,Europe/Paris`;
    const job = await importFile(rep, `Name,Email,Phone,Time zone\n${rows}\n`, {
      duplicates: "update",
    });
    expect([...(await zones())]).toEqual([
      { time_zone: "America/Denver", zone_guessed: false },
      { time_zone: "Europe/Paris", zone_guessed: false },
    ]);
    expect(await undo(rep, job.id)).toMatchObject({ removed: 1, restored: 1, kept: 0 });
    expect([...(await zones())]).toEqual([guessed]);
  });

  test("reports each row that is wrong, and imports the others", async () => {
    const job = await importFile(
      rep,
      "Name,Email,Phone\nA,a@rows.test,206 555 0153\nB,b@rows.test,12\n,,\n,not-mail,\nC,c@rows.test,\n",
    );
    expect(job).toMatchObject({ created: 2, failed: 2, skipped: 0, total: 4, stage: "done" });
    const rows = await admin`select line, reason, cells from public.import_rows
      where import_id = ${job.id} and outcome = 'failed' order by line`;
    expect(rows.map(({ line }) => line)).toEqual([3, 5]);
    expect(rows[0]?.cells).toEqual(["B", "b@rows.test", "12"]);
  });

  test("is done once, however often and from how many places it is run", async () => {
    const key = await beginWithoutJob(rep, named("once", 1_700));
    await Promise.all([1, 2, 3].map(() => runImport(key, oneBatch)));
    // Each run ended behind its first batch, as if its process had been killed.
    while (await runImport(key, oneBatch)) expect((await readJob(key))?.stage).toBe("running");
    const job = await readImport(rep, key);
    expect(job).toMatchObject({ stage: "done", created: 1_700, skipped: 0, failed: 0 });
    const [count] = await admin`select count(*)::int, count(distinct email_words)::int as different
      from public.contacts where tenant_id = ${rep.tenant.id} and email_words like '%@once.test'`;
    expect(count).toEqual({ count: 1_700, different: 1_700 });
  });

  test("whose worker was killed in the middle is finished by another", async () => {
    const key = await beginWithoutJob(rep, named("killed", 600));
    await runImport(key, oneBatch);
    const { name } = importContactsJob;
    // What a killed worker leaves: a job that was begun, and no sign of life for half a minute.
    await admin.begin(async (sql) => {
      await sql`select private.add_job(${name}, ${sql.json(key)}, ${key.id})`;
      await sql`update jobs.job set state = 'active', started_on = now() - interval '1 minute',
        heartbeat_on = now() - interval '1 minute' where singleton_key = ${key.id}`;
    });
    await withWorker(importContactsJob, () =>
      eventually(async () => {
        await admin`update jobs.job set start_after = now()
          where singleton_key = ${key.id} and state = 'retry'`;
        return (await readImport(rep, key)).stage === "done";
      }),
    );
    expect(await readImport(rep, key)).toMatchObject({ created: 600, skipped: 0, failed: 0 });
    expect(new Set((await contactsOf("killed")).map((contact) => contact.name)).size).toBe(600);
    expect(await contactsOf("killed")).toHaveLength(600);
  });

  test("ignores a batch that was imported already", async () => {
    const key = await beginWithoutJob(rep, named("again", 1));
    const row = {
      ...{ contact: { name: "A" }, fallback: "A", zone: null, phones: [], tags: [] },
      emails: [{ email: "p0@again.test", label: "work" as const }],
    };
    const batch = {
      ...{ afterRow: 0, untilRow: 2 },
      rows: [{ ...row, line: 2, round: 0, cells: [], reason: null, without: null }],
    };
    expect(await importBatch(key, batch)).toBe(2);
    expect(await importBatch(key, batch)).toBe(2);
    await runImport(key, all);
    expect(await readImport(rep, key)).toMatchObject({ created: 1, stage: "done" });
  });

  test("survives a row that the database refuses", async () => {
    // Whose rows name no owner get one who is not of this company.
    const rows = Array.from({ length: 600 }, (_, nth) =>
      [`Person ${nth}`, `p${nth}@refused.test`, nth === 77 ? "" : rep.email].join(","),
    );
    const job = await importFile(rep, `Name,Email,Owner\n${rows.join("\n")}`, {
      owner_id: stranger.user_id,
    });
    expect(job).toMatchObject({ created: 599, failed: 1, stage: "done" });
    expect((await contactsOf("refused")).map(({ name }) => name)).not.toContain("Person 77");
  });

  test("remembers the columns of a header for the whole company", async () => {
    const file = (email: string) => `Alpha;Beta\nA;${email}\nB;\n`;
    await importFile(rep, file("a@memory.test"), { columns: ["company", "email"] });
    const next = await upload(rep2, file("b@memory.test"));
    expect((await readImport(rep2, next)).settings.columns).toEqual(["company", "email"]);
    const elsewhere = await upload(stranger, file("b@memory.test"));
    expect((await readImport(stranger, elsewhere)).settings.columns).toEqual([null, "email"]);
  });

  test("is another rep's to look at, a manager's to undo, and nobody's of another company", async () => {
    const key = { tenant_id: rep.tenant.id, id: (await importFile(rep, named("whose", 1))).id };
    expect(await setUp(rep2, key.id, { settings: {} })).toBe(false);
    expect(await startUndo(rep2, key.id)).toBe(false);
    expect(await stop(stranger, key.id)).toBe(false);
    expect(await getImport(stranger.db, stranger.tenant.id, key.id)).toBeNull();
    expect(await startUndo(manager, key.id)).toBe(true);
  });

  test("begins once, whatever is sent again", async () => {
    const key = await begin(rep, named("sent", 1));
    expect(await setUp(rep, key.id, { settings: { duplicates: "create" } })).toBe(false);
    await expect(
      storePart(rep, key.id, { name: "", part: 1, data: Buffer.from("x") }),
    ).rejects.toThrow(/begun already/);
  });

  test("whose job died goes on where it was, and says after an hour that it has stopped", async () => {
    const key = await beginWithoutJob(rep, named("died", 600));
    await runImport(key, oneBatch);
    const quiet = await readImport(rep, key);
    const since = Date.parse(quiet.updated_at);
    expect(hasStopped(quiet, new Date(since + 59 * 60_000))).toBe(false);
    expect(hasStopped(quiet, new Date(since + 61 * 60_000))).toBe(true);
    expect(await resume(rep2, key.id)).toBe(false);
    expect(await resume(stranger, key.id)).toBe(false);
    expect(await Promise.all([resume(rep, key.id), resume(manager, key.id)])).toEqual([true, true]);
    expect(await finish(rep, key)).toMatchObject({ stage: "done", created: 600 });
    expect(await resume(rep, key.id)).toBe(false);
  });
  test("is undone once it is stopped, not while it runs; what is there by then stays", async () => {
    const key = await beginWithoutJob(rep, named("stopped", 900));
    await runImport(key, oneBatch);
    expect(await startUndo(rep, key.id)).toBe(false);
    expect(await stop(rep, key.id)).toBe(true);
    expect(await stop(rep, key.id)).toBe(false);
    expect(await runImport(key, all)).toBe(false);
    expect(await readImport(rep, key)).toMatchObject({ stage: "done", created: 250 });
    expect(await undo(rep, key.id)).toMatchObject({ stage: "undone", removed: 250 });
    expect(await contactsOf("stopped")).toEqual([]);
  });
});

describe("an upload", () => {
  test("of which a piece is missing is not taken for a shorter file", async () => {
    const id = crypto.randomUUID();
    await storePart(rep, id, { name: "a.csv", part: 0, data: Buffer.from("Name\nA\n") });
    await storePart(rep, id, { name: "a.csv", part: 2, data: Buffer.from("C\n") });
    await expect(finishUpload(rep, id)).rejects.toThrow();
    expect((await readImport(rep, { tenant_id: rep.tenant.id, id })).stage).toBe("uploading");
  });

  test("that cannot be read is refused, and leaves nothing behind", async () => {
    const id = crypto.randomUUID();
    await storePart(rep, id, { name: "a.xlsx", part: 0, data: Buffer.from("PK\u0003\u0004…") });
    await expect(finishUpload(rep, id)).rejects.toThrow(/Save it as CSV/);
    expect(await getImport(rep.db, rep.tenant.id, id)).toBeNull();
  });
});

describe("a preview", () => {
  test("shows what the import then does, and keeps nothing", async () => {
    await importFile(rep, "Name,Email,Phone\nOld,old@preview.test,206 555 0154\n");
    const file =
      "Name,Email,Phone\nNew,new@preview.test,\nOlder,old@preview.test,206 555 0155\nX,,1\nNew,NEW@preview.test,\n";
    const key = await upload(rep, file);
    const job = await readImport(rep, key);
    const shown = await previewImport(rep, job, "update");
    expect(shown.map(({ line, outcome, contact }) => [line, outcome, contact])).toEqual([
      [2, "created", "New"],
      [3, "updated", "Older"],
      [4, "failed", null],
      [5, "skipped", "New"],
    ]);
    expect((await contactsOf("preview")).map(({ name }) => name)).toEqual(["Old"]);
    expect((await previewImport(rep, job, "skip")).map(({ outcome }) => outcome)).toEqual([
      ...["created", "skipped", "failed", "skipped"],
    ]);
    expect(await readImport(rep, key)).toMatchObject({ stage: "draft", created: 0 });
  });
});
