import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  admin,
  beginOutbound,
  machine,
  newSid,
  type Planted,
  plantTenant,
} from "@/tests/record/call-record";
import { callerFields, type Post, post, rowsOf } from "@/tests/webhooks/post";

let acme: Planted;
let globex: Planted;
beforeAll(async () => {
  [acme, globex] = await Promise.all([plantTenant(), plantTenant()]);
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

const routes = ["answer", "connect", "screen", "dialed", "status", "recording"];

async function expectRefused(request: Post, status = 403) {
  const before = [await rowsOf(acme), await rowsOf(globex)];
  const response = await post(request);
  expect(response.status).toBe(status);
  expect([await rowsOf(acme), await rowsOf(globex)]).toEqual(before);
}

describe.each(routes)("%s refuses, and writes nothing, when", (path) => {
  const genuine = (): Post => ({ path, fields: callerFields(acme), token: acme.authToken });

  test("the signature is missing", () =>
    expectRefused({ ...genuine(), headers: { "x-twilio-signature": undefined } }));

  test("the signature is empty", () =>
    expectRefused({ ...genuine(), headers: { "x-twilio-signature": "" } }));

  test("the signature is made up", () =>
    expectRefused({
      ...genuine(),
      headers: { "x-twilio-signature": "0/KCTR6DLpKmkAf8muzZqo1nDgQ=" },
    }));

  test("it was made with another tenant's token", () =>
    expectRefused({ ...genuine(), token: globex.authToken }));

  test("it was made for another URL", () =>
    expectRefused({
      ...genuine(),
      signedUrl: `https://elsewhere.example/api/twilio/voice/${path}`,
    }));

  test("a query was added after signing", () =>
    expectRefused({
      ...genuine(),
      path: `${path}?call=11111111-1111-4111-8111-111111111111`,
      signedUrl: undefined,
      signedFields: {},
    }));

  test("a field was changed after signing", () =>
    expectRefused({ ...genuine(), signedFields: callerFields(acme, { From: "+12065550166" }) }));

  test("the account is not one we know", () =>
    expectRefused({ ...genuine(), fields: callerFields(acme, { AccountSid: newSid("AC") }) }));

  test("the account is named twice", () => {
    const fields = callerFields(acme);
    const body = `${new URLSearchParams(fields)}&AccountSid=${globex.accountSid}`;
    return expectRefused({
      ...genuine(),
      fields,
      body,
      signedFields: { ...fields, AccountSid: [acme.accountSid, globex.accountSid] },
    });
  });
});

describe("a good signature does not open what belongs to someone else:", () => {
  test("another tenant's call", async () => {
    const callId = await beginOutbound(globex);
    for (const path of ["connect", "screen", "dialed", "status", "recording"]) {
      await expectRefused({
        path: `${path}?call=${callId}`,
        fields: { ...callerFields(acme), RecordingSid: newSid("RE"), RecordingStatus: "completed" },
        token: acme.authToken,
      });
    }
  });

  test("a call that does not exist is refused in the same words", async () => {
    const fields = callerFields(acme);
    const path = "status?call=11111111-1111-4111-8111-111111111111&leg=agent";
    await expectRefused({ path, fields, token: acme.authToken });
  });

  test("a number that is not the tenant's", async () => {
    for (const path of ["answer", "status"]) {
      await expectRefused({
        path,
        fields: callerFields(acme, { To: "+12065550144" }),
        token: acme.authToken,
      });
    }
  });

  test("a leg of another call stays with it; the event is kept and marked", async () => {
    const first = await plantTenant();
    const sid = newSid("CA");
    await post({
      path: "answer",
      fields: callerFields(first, { CallSid: sid }),
      token: first.authToken,
    });
    const callId = await beginOutbound(first);
    const response = await post({
      path: `status?call=${callId}&leg=agent`,
      fields: callerFields(first, { CallSid: sid, CallStatus: "completed", SequenceNumber: "3" }),
      token: first.authToken,
    });
    expect(response.status).toBe(204);
    const [event] = await admin`select problem from public.call_events
      where call_id = ${callId} and event_type = 'status'`;
    expect(event?.problem).toMatch(/belongs to another call/);
    const [call] = await admin`select status from public.calls where id = ${callId}`;
    expect(call?.status).toBe("queued");
  });
});

describe("a body that makes no sense", () => {
  test("is 400 when it is not a form", () =>
    expectRefused(
      {
        path: "status",
        fields: callerFields(acme),
        token: acme.authToken,
        headers: { "content-type": "application/json" },
        body: "{}",
      },
      400,
    ));

  test.each([
    ["a status nobody knows", { CallStatus: "dancing" }],
    ["a CallSid that is none", { CallSid: "CA1" }],
    ["a sequence number that is none", { SequenceNumber: "first" }],
    ["a time that is none", { Timestamp: "yesterday-ish" }],
  ])("but is signed is kept for %s, marked with why, once", async (_, changes) => {
    const tenant = await plantTenant();
    const fields = callerFields(tenant, changes);
    for (const _time of ["first", "again"]) {
      expect((await post({ path: "status", fields, token: tenant.authToken })).status).toBe(204);
    }
    const events =
      await admin`select event_type, event_data, problem, solved_at from public.call_events
      where tenant_id = ${tenant.id}`;
    expect(events).toEqual([
      { event_type: "status", event_data: fields, problem: expect.any(String), solved_at: null },
    ]);
    expect(events[0]?.problem).toContain(Object.keys(changes)[0]);
    expect(await rowsOf(tenant)).toBe(1);
  });

  test("but is signed and names another tenant's call is refused", async () => {
    const callId = await beginOutbound(await plantTenant());
    const fields = callerFields(acme, { CallStatus: "dancing" });
    await expectRefused({ path: `status?call=${callId}`, fields, token: acme.authToken });
  });

  test.each(["CallSid", "CallStatus", "To"])("is refused when %s is there twice", (name) => {
    const fields = callerFields(acme);
    const body = `${new URLSearchParams(fields)}&${name}=completed`;
    const signedFields = { ...fields, [name]: [fields[name] ?? "", "completed"] };
    return expectRefused({
      path: "status",
      fields,
      body,
      signedFields,
      token: acme.authToken,
    });
  });

  test.each([
    ["thousands of fields", "a&".repeat(30_000)],
    ["a NUL", "From=%00"],
  ])("is refused for %s before anything is looked up", (_, body) =>
    expectRefused({ path: "status", fields: callerFields(acme), token: acme.authToken, body }, 400),
  );

  test("is refused early when it is larger than 64 KiB", () =>
    expectRefused(
      {
        path: "status",
        fields: callerFields(acme, { Extra: "x".repeat(70_000) }),
        token: acme.authToken,
      },
      413,
    ));
});

test("a forged Host or X-Forwarded-Host changes nothing: the signature is over our public URL", async () => {
  const tenant = await plantTenant();
  const response = await post({
    path: "answer",
    fields: callerFields(tenant),
    token: tenant.authToken,
    headers: { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" },
  });
  expect(response.status).toBe(200);
});

test("an exact replay is answered in the same words and changes nothing", async () => {
  const tenant = await plantTenant();
  const request = { path: "answer", fields: callerFields(tenant), token: tenant.authToken };
  const first = await (await post(request)).text();
  const rows = await rowsOf(tenant);
  const again = await post(request);
  expect(again.status).toBe(200);
  expect(await again.text()).toBe(first);
  expect(await rowsOf(tenant)).toBe(rows);
});

test("a token that was just changed works at once, and the old one no longer", async () => {
  const tenant = await plantTenant();
  const known = { path: "answer", token: tenant.authToken };
  expect((await post({ ...known, fields: callerFields(tenant) })).status).toBe(200);
  const other = await plantTenant();
  const { sealAuthToken } = await import("@/lib/twilio/credentials");
  await admin`update public.twilio_accounts set auth_token_ciphertext = ${sealAuthToken(other.authToken, tenant.id)}
    where tenant_id = ${tenant.id}`;
  expect(
    (await post({ path: "answer", token: other.authToken, fields: callerFields(tenant) })).status,
  ).toBe(200);
  expect((await post({ ...known, fields: callerFields(tenant) })).status).toBe(403);
});
