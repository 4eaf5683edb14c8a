import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sealAuthToken } from "@/lib/twilio/credentials";
import { carrierControl } from "@/local/carrier/control";
import { findFreePorts } from "@/local/processes/ports";
import { runProgram } from "@/local/processes/run-program";
import { inProject } from "@/local/project";
import { makeScratchFolder } from "@/local/scratch-folder";
import { type Stack, startStack } from "@/local/stack";
import { startOtherApp } from "@/tests/support/other-app";
import { stack } from "@/tests/support/stack";
import {
  machine,
  type Planted,
  plantTenant,
  admin as shared,
} from "@/tests/telephony/record/call-record";
import { callerFields, post } from "@/tests/telephony/webhooks/post";

const old = { ENCRYPTION_KEY: stack.env.ENCRYPTION_KEY ?? "" };
const fresh = { ENCRYPTION_KEY: randomBytes(32).toString("base64") };

// A database of its own: no other test can open what is under the new key.
const folder = makeScratchFolder();
let own: Stack;
let admin: postgres.Sql;
let tenants: Planted[];
beforeAll(async () => {
  own = await startStack({
    ports: await findFreePorts(),
    dataDir: folder.path,
    app: "none",
    schedule: false,
    isDisposable: true,
    log: () => {},
  });
  admin = postgres(own.adminDatabaseUrl, { max: 4, onnotice: () => {} });
  tenants = await Promise.all(Array.from({ length: 40 }, () => plantTenant(admin)));
});
afterAll(async () => {
  await Promise.all([shared.end(), machine.end(), admin.end()]);
  await own.stop();
  folder.remove();
});

/** A copy of the app on this database with these keys. */
function startCopy(keys: Record<string, string>): Promise<string> {
  const { NEXT_PUBLIC_APP_URL, PORT, ...env } = own.env;
  return startOtherApp({ ...env, ...keys });
}

async function rotate(keys: Record<string, string>) {
  const program = [inProject("local/bootstrap.mjs"), "keys-rotate"];
  return runProgram(process.execPath, program, { env: { ...own.env, ...keys } });
}

const answered = async (origin: string, tenant: Planted, fields = callerFields(tenant)) =>
  (await post({ origin, path: "answer", fields, token: tenant.authToken })).status;

/**
 * Sends callers to every copy, a few at a time, until stopped; gives every status that came back.
 */
function keepCalling(origins: string[]) {
  const statuses: number[] = [];
  let going = true;
  const caller = async (first: number) => {
    for (let turn = first; going; turn += 1) {
      const tenant = tenants[turn % tenants.length];
      const origin = origins[turn % origins.length];
      if (tenant && origin) statuses.push(await answered(origin, tenant));
    }
  };
  const callers = Promise.all([0, 13, 26].map(caller));
  return async () => {
    going = false;
    await callers;
    return statuses;
  };
}

async function sweep(origin: string) {
  const headers = { authorization: `Bearer ${stack.cronSecret}` };
  expect((await fetch(`${origin}/api/cron/sweep`, { headers })).status).toBe(200);
}

/**
 * A whole call through the carrier to a copy: dialled, accepted with 1, talked, hung up; and Twilio
 * asked for its price.
 */
async function callThrough(origin: string) {
  const tenant = await plantTenant(admin);
  tenants.push(tenant);
  const { accountSid: sid, authToken } = tenant;
  const carrier = carrierControl(own.urls.carrier);
  const urls = {
    voiceUrl: `${origin}/api/twilio/voice/answer`,
    statusCallback: `${origin}/api/twilio/voice/status`,
  };
  const numbers = [{ phoneNumber: "+12065550100", ...urls }];
  await carrier.ensureAccount({ sid, authToken, friendlyName: "R", clock: "virtual", numbers });
  await carrier.scriptHandset(sid, "+12065550111", {
    behaviour: "answers",
    afterSeconds: 2,
    press: [{ digits: "1", whenGathering: true }],
    hangupAfterSeconds: 30,
  });
  await carrier.handset(sid, "+12065550177").dial("+12065550100");
  await carrier.runUntilIdle(sid);
  await sweep(origin);
  return tenant;
}

const keyIds = async () => {
  const rows = await admin`select distinct split_part(auth_token_ciphertext, '.', 2) as id
    from public.twilio_accounts`;
  return rows.map((row) => row.id);
};

test("every secret moves to the new key while two copies take calls, and not one call fails", async () => {
  const copies = await Promise.all([
    startCopy({ ...old, ENCRYPTION_KEY_PREVIOUS: fresh.ENCRYPTION_KEY }),
    startCopy({ ...fresh, ENCRYPTION_KEY_PREVIOUS: old.ENCRYPTION_KEY }),
  ]);
  const both = { ...fresh, ENCRYPTION_KEY_PREVIOUS: old.ENCRYPTION_KEY };
  const before = await Promise.all(copies.map(callThrough));
  const [oldId, ...others] = await keyIds();
  expect(others).toEqual([]);

  const stopCalling = keepCalling(copies);
  const [rotated, during] = await Promise.all([
    rotate(both),
    Promise.all([...copies, ...copies].map(callThrough)),
  ]);
  const again = await rotate(both);
  const after = await Promise.all(copies.map(callThrough));
  const statuses = await stopCalling();

  expect(rotated).toMatchObject({ code: 0, stderr: "" });
  expect(rotated.stdout).toMatch(/^twilio_accounts\.auth_token: [4-9]\d re-encrypted, 0 saved/m);
  expect(again.stdout).toContain("Every secret is under ENCRYPTION_KEY");
  expect(statuses.length).toBeGreaterThan(50);
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
  const walked = [...before, ...during, ...after];
  const ids = walked.map(({ id }) => id);
  const calls = async () => {
    await admin`update public.calls set next_check_at = now()
      where tenant_id in ${admin(ids)} and price is null and outcome is not null`;
    await Promise.all(copies.map(sweep));
    return [
      ...(await admin`select outcome, price is not null as priced from public.calls
        where tenant_id in ${admin(ids)} and outcome is not null`),
    ];
  };
  const whole = walked.map(() => ({ outcome: "connected", priced: true }));
  await expect.poll(calls).toEqual(whole);

  // Those whom the last calls have planted since are under the old key, as any copy may still have
  // saved them.
  expect((await rotate(both)).stdout).toMatch(/auth_token: \d+ re-encrypted/);
  expect((await rotate(both)).stdout).toMatch(/auth_token: 0 re-encrypted, 0 saved/);
  const [newId, ...left] = await keyIds();
  expect(left).toEqual([]);
  expect(newId).not.toBe(oldId);

  const [withoutPrevious, withoutNew] = await Promise.all([startCopy(fresh), startCopy(old)]);
  for (const tenant of tenants) expect(await answered(withoutPrevious, tenant)).toBe(200);
  const [first] = tenants;
  if (first) expect(await answered(withoutNew, first)).toBe(403);
  console.info(`${statuses.length} webhooks and ${walked.length} calls, ${tenants.length} secrets`);
});

test("the audit log says that a key was rotated, and nothing says a secret", async () => {
  const [entries] = await admin`select count(distinct tenant_id)::int as tenants,
      count(*) filter (where actor_id is not null)::int as by_people
    from public.audit_log where action = 'twilio_account.rotated'`;
  expect(entries).toEqual({ tenants: tenants.length, by_people: 0 });
  const { stdout, stderr } = await rotate(fresh);
  for (const { authToken } of tenants) expect(stdout + stderr).not.toContain(authToken);
  const logs = join(folder.path, "logs");
  expect(readdirSync(logs)).toContain("postgres.log");
});

test("what opens with neither key is left alone and named, and the rest goes on", async () => {
  const [lost, kept] = await Promise.all([plantTenant(admin), plantTenant(admin)]);
  const foreign = sealAuthToken(lost.authToken, kept.id);
  await admin`update public.twilio_accounts set auth_token_ciphertext = ${foreign} where tenant_id = ${lost.id}`;
  const { code, stdout } = await rotate({ ...fresh, ENCRYPTION_KEY_PREVIOUS: old.ENCRYPTION_KEY });
  expect(code).toBe(1);
  expect(stdout).toContain("auth_token: 1 re-encrypted");
  expect(stdout).toContain(`enter it again: tenant ${lost.id}`);
  const [row] = await admin`select auth_token_ciphertext as it from public.twilio_accounts
    where tenant_id = ${lost.id}`;
  expect(row?.it).toBe(foreign);
});

test("every column of ciphertext is among those that are rotated, with an index in the order of keys", async () => {
  const columns = await admin`
    select table_name || '.' || replace(column_name, '_ciphertext', '') as place from information_schema.columns
    where column_name like '%\\_ciphertext' and table_schema not in ('pg_catalog', 'information_schema', 'auth')`;
  const [known] = await admin`select machine.secret_places() as places`;
  expect(columns.map(({ place }) => place).sort()).toEqual(known?.places);
  for (const place of known?.places ?? []) {
    const [table, field] = String(place).split(".");
    const indexes = await admin`select indexdef from pg_indexes where tablename = ${table ?? ""}`;
    const ordered = `${field}_ciphertext COLLATE "C"`;
    expect(
      indexes.some(({ indexdef }) => indexdef.includes(ordered)),
      place,
    ).toBe(true);
  }
});
