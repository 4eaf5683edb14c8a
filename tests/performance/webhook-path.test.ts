import { afterAll, beforeAll, expect, test } from "vitest";
import { tapHttp } from "@/tests/performance/http-tap";
import { tapPostgres } from "@/tests/performance/postgres-wire";
import { startSpiedApp } from "@/tests/performance/spied-app";
import { stack } from "@/tests/support/stack";
import { admin, machine, type Planted, plantTenant } from "@/tests/telephony/record/call-record";
import { genuine } from "@/tests/telephony/webhooks/genuine";
import { callerFields, type Post, post } from "@/tests/telephony/webhooks/post";

type Tap<Of extends (...given: never[]) => unknown> = Awaited<ReturnType<Of>>;
let database: Tap<typeof tapPostgres>;
let supabase: Tap<typeof tapHttp>;
let carrier: Tap<typeof tapHttp>;
let app: Tap<typeof startSpiedApp>;
beforeAll(async () => {
  [database, supabase, carrier] = await Promise.all([
    tapPostgres(stack.machineUrl),
    tapHttp(stack.urls.supabase),
    tapHttp(stack.urls.carrier),
  ]);
  app = await startSpiedApp({
    DATABASE_URL: database.url,
    NEXT_PUBLIC_SUPABASE_URL: supabase.url,
    TWILIO_API_BASE_URL: carrier.url,
  });
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

const answerFor = (tenant: Planted): Post => ({
  path: "answer",
  fields: callerFields(tenant),
  token: tenant.authToken,
});

async function webhookFor(route: string, tenant: Planted): Promise<Post> {
  const make = genuine[route];
  if (!make) throw new Error(`There is no webhook ${route}`);
  return make(tenant);
}

/** What the app asked of the database between a webhook and its TwiML. */
async function askedFor(webhook: Post) {
  database.take();
  const response = await post({ ...webhook, origin: app.url });
  expect(response.status).toBe(200);
  expect(await response.text()).toContain("<Response");
  const { statements, roundTrips } = database.take();
  const functions = statements.map((text) => /machine\.\w+/.exec(text)?.[0]);
  return { functions, roundTrips };
}

test("TwiML costs two round trips to the database for a line not seen before, and one from then on", async () => {
  // A connection's first use of a statement asks for its types too; that is the connection's cost,
  // not the call's.
  await askedFor(answerFor(await plantTenant()));
  const tenant = await plantTenant();
  expect(await askedFor(answerFor(tenant))).toEqual({
    functions: ["machine.line", "machine.record_event"],
    roundTrips: 2,
  });
  expect(await askedFor(answerFor(tenant))).toEqual({
    functions: ["machine.record_event"],
    roundTrips: 1,
  });
});

test("TwiML comes whole, at its length and uncompressed, whatever Twilio would take", async () => {
  const tenant = await plantTenant();
  await admin`update public.tenants set recording_notice = ${"x".repeat(500)} where id = ${tenant.id}`;
  const response = await post({
    ...answerFor(tenant),
    headers: { "accept-encoding": "gzip" },
    origin: app.url,
  });
  const length = Buffer.byteLength(await response.text());
  expect(length).toBeGreaterThan(1_024);
  expect(response.headers.get("content-length")).toBe(`${length}`);
  expect(response.headers.get("content-encoding")).toBeNull();
});

test.each([
  ["connect", "machine.record_event"],
  ["screen", "machine.take_event"],
  ["dialed", "machine.record_event"],
])("%s then asks once too", async (route, asked) => {
  // The connection has used the statement before.
  await askedFor(await webhookFor(route, await plantTenant()));
  const tenant = await plantTenant();
  await askedFor(answerFor(tenant));
  expect(await askedFor(await webhookFor(route, tenant))).toEqual({
    functions: [asked],
    roundTrips: 1,
  });
});

test("while a caller waits nobody but the database is asked, and of twilio only its small files are loaded", async () => {
  for (const route of ["answer", "connect", "screen", "dialed"]) {
    await askedFor(await webhookFor(route, await plantTenant()));
  }
  expect([...new Set(app.connectedTo())]).toEqual([new URL(database.url).host]);
  expect([...supabase.take(), ...carrier.take()]).toEqual([]);
  const small = /^lib\/(webhooks\/webhooks|twiml\/\w+)\.js$/;
  expect(app.loadedOf("twilio")).toContain("lib/webhooks/webhooks.js");
  expect(app.loadedOf("twilio").filter((file) => !small.test(file))).toEqual([]);

  // Were it otherwise it would be seen: placing a call loads all of twilio, and asks Supabase whose
  // token this is.
  const headers = { authorization: "Bearer unknown" };
  await fetch(`${app.url}/api/calls/initiate`, { method: "POST", headers });
  expect(supabase.take().length).toBeGreaterThan(0);
  expect(app.connectedTo()).toContain(new URL(supabase.url).host);
  expect(app.loadedOf("twilio")).toContain("lib/index.js");
});
