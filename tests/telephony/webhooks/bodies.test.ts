import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  admin,
  beginOutbound,
  machine,
  newSid,
  type Planted,
  plantTenant,
} from "@/tests/telephony/record/call-record";
import { callerFields, type Post, post, rowsOf } from "@/tests/telephony/webhooks/post";

let acme: Planted;
beforeAll(async () => {
  acme = await plantTenant();
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

async function expectRefused(request: Post, status: number) {
  const before = await rowsOf(acme);
  expect((await post(request)).status).toBe(status);
  expect(await rowsOf(acme)).toBe(before);
}

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
    path: `status?call=${callId}&leg=rep`,
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
    ["a time that no database keeps", { Timestamp: "+275760-09-13T00:00:00.000Z" }],
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
    await expectRefused({ path: `status?call=${callId}`, fields, token: acme.authToken }, 403);
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
