import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openLivekitSecret } from "@/lib/livekit/secret";
import { inProject } from "@/local/project";
import { secrets as stackSecrets } from "@/local/settings";
import { plantLivekit } from "@/local/tenant/plant-livekit";
import { filesBelow, findInTables, placesOf, type Said } from "@/tests/database/secrets/scan";
import { addressOf, appTree } from "@/tests/support/app-tree";
import { sessionCookie } from "@/tests/support/cookie";
import { makeLivekit } from "@/tests/support/livekit";
import { stack } from "@/tests/support/stack";
import { betweenSweeps } from "@/tests/support/sweeps";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";
import { ask, customer, initiate } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";
import { callerFields, post } from "@/tests/telephony/webhooks/post";

/** A contact's name, which pages and tables do say: what finds it would find a secret. */
const canary = `canary-${randomBytes(12).toString("hex")}`;

let tenant: TestTenant;
let said: Said[];
let secrets: Record<string, string>;
beforeAll(async () => {
  tenant = await makeTenant();
  const [stored] = await admin`select auth_token_ciphertext as it from public.twilio_accounts
    where tenant_id = ${tenant.id}`;
  const livekit = await makeLivekit();
  await plantLivekit(admin, tenant.id, livekit);
  const [rooms] = await admin`select sip_password_ciphertext as it from public.livekit_accounts
    where tenant_id = ${tenant.id}`;
  const password = openLivekitSecret(String(rooms?.it), tenant.id, "sip_password");
  secrets = {
    "the Auth Token": tenant.authToken,
    "its ciphertext": String(stored?.it),
    ENCRYPTION_KEY: stack.env.ENCRYPTION_KEY ?? "",
    "the bytes of ENCRYPTION_KEY": Buffer.from(stack.env.ENCRYPTION_KEY ?? "", "base64").toString(),
    CRON_SECRET: stack.cronSecret,
    FILES_S3_SECRET_ACCESS_KEY: stack.env.FILES_S3_SECRET_ACCESS_KEY ?? "",
    "the database's password": new URL(stack.machineUrl).password,
    DATABASE_URL: stack.machineUrl,
    "the queue's password": new URL(stack.env.JOBS_DATABASE_URL ?? "").password,
    JOBS_DATABASE_URL: stack.env.JOBS_DATABASE_URL ?? "",
    "the JWT secret": stack.jwtSecret,
    "Supabase's secret key": stackSecrets.supabaseSecretKey,
    "LiveKit's API secret": livekit.secret,
    "the trunk's password": password,
  };
  said = [...(await callsAndProblems()), ...(await pages()), ...(await elsewhere())];
  said.push(...filesBelow(inProject(".next/static")));
  for (const name of ["app.log", "supabase.log"]) {
    said.push({ where: name, text: readFileSync(join(stack.logFolder, name), "utf8") });
  }
}, 300_000);
afterAll(() => Promise.all([admin.end(), machine.end()]));

async function readWhole(where: string, answer: Response): Promise<Said> {
  const headers = JSON.stringify([...answer.headers]);
  return { where: `${where} (${answer.status})`, text: headers + (await answer.text()) };
}

/** A call each way, and everything that may go wrong and be logged. */
async function callsAndProblems(): Promise<Said[]> {
  const { carrier, accountSid, authToken, rep } = tenant;
  const contact = { tenant_id: tenant.id, name: canary };
  const { data } = await rep.db.from("contacts").insert(contact).select("id").single();
  const phone = { tenant_id: tenant.id, contact_id: data?.id ?? "", phone: customer };
  await rep.db.from("contact_phones").insert(phone);
  await carrier.handset(accountSid, customer).dial(tenant.number);
  await carrier.runUntilIdle(accountSid);

  const responses: Said[] = [];
  await carrier.fault(accountSid, { api: "down", times: 1 });
  responses.push(
    await readWhole("initiate, Twilio down", await initiate(rep, { to: "+12065550178" })),
  );
  const placed = await initiate(rep, { to: customer });
  responses.push(await readWhole("initiate", placed));
  await carrier.advance(accountSid, 5);
  const [call] =
    await admin`select id from public.calls where tenant_id = ${tenant.id} and direction = 'outbound'
    order by created_at desc limit 1`;
  responses.push(await readWhole("hangup", await ask(rep, `/api/calls/${call?.id}/hangup`)));
  await carrier.runUntilIdle(accountSid);

  const fields = callerFields({ ...tenant, rep: rep.userId });
  const attempts: Parameters<typeof post>[0][] = [
    { path: "answer", fields, token: authToken },
    { path: "answer", fields, token: "wrong" },
    { path: "status", fields: { ...fields, CallStatus: "dancing" }, token: authToken },
    { path: "answer?call=nonsense", fields, token: authToken },
    { path: "answer", fields: { ...fields, AccountSid: authToken }, token: authToken },
  ];
  for (const attempt of attempts) responses.push(await readWhole("a webhook", await post(attempt)));
  await carrier.fault(accountSid, { api: "down" });
  await betweenSweeps(async () => {
    await admin`update public.calls set next_check_at = now() where tenant_id = ${tenant.id}`;
    for (const secret of [stack.cronSecret, "wrong"]) {
      const headers = { authorization: `Bearer ${secret}` };
      responses.push(await readWhole("the sweep", await ask(null, "/api/cron/sweep", { headers })));
    }
  });
  await carrier.clearFaults(accountSid);
  return responses;
}

/**
 * Every page and every route that is read, as everyone as HTML, which has what React fetches in it;
 * that by itself as an admin.
 */
async function pages(): Promise<Said[]> {
  const { data: contact } = await tenant.rep.db.from("contacts").select("id").limit(1).single();
  const { data: call } = await tenant.manager.db.from("calls").select("id").limit(1).single();
  const visitors: [string, Member | null][] = [
    ["nobody", null],
    ["a rep", tenant.rep],
    ["a manager", tenant.manager],
    ["an admin", tenant.admin],
  ];
  const all: Said[] = [];
  for (const [who, member] of visitors) {
    const cookie = member ? await sessionCookie(member) : "";
    for (const { path, methods } of appTree()) {
      if (!methods.includes("GET") || path.includes("/api/cron/")) continue;
      const id = path.startsWith("/contacts") ? contact?.id : call?.id;
      for (const kind of member === tenant.admin ? ["HTML", "RSC"] : ["HTML"]) {
        const headers = { cookie, ...(kind === "RSC" && { rsc: "1" }) };
        const url = `${stack.urls.app}${addressOf(path, id)}`;
        // Next sends what React fetches to an address of its own first.
        const redirect = kind === "RSC" ? "follow" : "manual";
        const answer = await fetch(url, { headers, redirect });
        all.push(await readWhole(`${path} as ${who}, ${kind}`, answer));
      }
    }
  }
  return all;
}

async function elsewhere(): Promise<Said[]> {
  const mails = await fetch(`${stack.urls.mail}/api/messages`);
  const log = await tenant.carrier.log(tenant.accountSid);
  const webhooks = log.filter(({ kind }) => kind === "webhook");
  expect(webhooks.length).toBeGreaterThan(3);
  return [
    await readWhole("the mail catcher", mails),
    {
      where: "what was sent to and answered by the app's webhooks",
      text: JSON.stringify(webhooks),
    },
  ];
}

const names = [
  "the Auth Token",
  "its ciphertext",
  "ENCRYPTION_KEY",
  "the bytes of ENCRYPTION_KEY",
  "CRON_SECRET",
  "FILES_S3_SECRET_ACCESS_KEY",
  "the database's password",
  "DATABASE_URL",
  "the queue's password",
  "JOBS_DATABASE_URL",
  "the JWT secret",
  "Supabase's secret key",
  "LiveKit's API secret",
  "the trunk's password",
];

describe("nobody is shown", () => {
  test.each(names)(
    "%s: in no log, page, answer, mail, webhook or file of the browser's",
    (name) => {
      const secret = secrets[name] ?? "";
      expect(secret.length).toBeGreaterThan(8);
      expect(placesOf(secret, said)).toEqual([]);
    },
  );

  test("any of them in a table, but the ciphertext in its own column", async () => {
    expect(Object.keys(secrets)).toEqual(names);
    expect(await findInTables(secrets)).toEqual([]);
  });
});

describe("the search would have found it:", () => {
  test("the ciphertext where it belongs", async () => {
    const ciphertext = secrets["its ciphertext"] ?? "";
    expect(await findInTables({ ciphertext }, { inCiphertext: true })).toEqual([
      "ciphertext in twilio_accounts",
    ]);
  });

  test("a contact's name on its page, as HTML and as what React fetches, in its table and in no other's", async () => {
    const places = placesOf(canary, said);
    for (const path of ["/contacts", "/contacts/[id]"]) {
      expect(places).toContain(`${path} as a rep, HTML (200)`);
      for (const kind of ["HTML", "RSC"])
        expect(places).toContain(`${path} as an admin, ${kind} (200)`);
    }
    expect(places.filter((place) => place.includes("nobody"))).toEqual([]);
    expect(await findInTables({ canary })).toContain("canary in contacts");
  });

  test("a planted secret, however it is written", () => {
    const plant = (text: string) => placesOf("s3cret/+ “token”", [{ where: "here", text }]);
    const secret = "s3cret/+ “token”";
    expect(plant(`x${secret}x`)).toEqual(["here"]);
    expect(plant(encodeURIComponent(secret))).toEqual(["here"]);
    expect(plant(JSON.stringify({ secret }))).toEqual(["here"]);
    expect(plant(`Basic ${Buffer.from(`AC:${secret}`).toString("base64")}`)).toEqual(["here"]);
    expect(plant(`Basic ${Buffer.from(`AC0:${secret}`).toString("base64")}`)).toEqual(["here"]);
    expect(plant("nothing of the kind")).toEqual([]);
  });

  test("something in every place that was searched", () => {
    expect(said.length).toBeGreaterThan(150);
    expect(said.filter(({ text }) => text === "").map(({ where }) => where)).not.toContain(
      "app.log",
    );
    expect(said.find(({ where }) => where === "app.log")?.text).toMatch(/could not be compared/);
    expect(said.filter(({ where }) => where.includes("static")).length).toBeGreaterThan(5);
  });
});
