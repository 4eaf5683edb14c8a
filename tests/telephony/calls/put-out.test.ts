import { afterAll, expect, test } from "vitest";
import { tendCall } from "@/lib/call-control/tend";
import { browserOf, ringsInBrowser, turnOnBrowserCalls } from "@/tests/support/browser-calls";
import { makeTenant } from "@/tests/support/tenant";
import { callOf, change } from "@/tests/telephony/calls/talking";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

test("a manager who listens, and is one no more, is put out; the call goes on", async () => {
  const tenant = await makeTenant();
  const on = callOf(tenant);
  const call = await on.callIn();
  await on.takesCalls(tenant.manager);
  expect(await change(tenant.manager, call, "supervise", { mode: "listen" })).toBe(200);
  await on.advance(10);
  await tendCall(tenant.id, call);
  expect(await on.state(tenant.manager.phone)).toBe("in-call");

  await admin`update public.profiles set role = 'rep' where user_id = ${tenant.manager.userId}`;
  await Promise.all([tendCall(tenant.id, call), tendCall(tenant.id, call)]);
  await on.advance(2);
  expect(await on.state(tenant.manager.phone)).toBe("idle");
  expect(await on.state(tenant.rep.phone)).toBe("in-call");
  // Whichever report of the call came first has put them out, and may still be writing it down.
  const noted = async () => {
    const log = tenant.admin.db.from("audit_log").select("actor_id, subject, detail");
    return (await log.eq("action", "call.listening_ended")).data;
  };
  const row = { actor_id: null, subject: tenant.manager.userId, detail: { call_id: call } };
  await expect.poll(noted).toEqual([row]);
});

test("a manager who listens in the browser and signs out is put out; by phone they may", async () => {
  const tenant = await makeTenant();
  await turnOnBrowserCalls(tenant);
  await ringsInBrowser(tenant, tenant.manager);
  const on = callOf(tenant);
  const call = await on.callIn();
  expect(await change(tenant.manager, call, "supervise", { mode: "listen" })).toBe(200);
  await on.advance(2);
  const browser = browserOf(tenant, tenant.manager);
  await browser.answer();
  await on.takesCalls(tenant.admin);
  await on.advance(10);
  await tendCall(tenant.id, call);
  expect((await browser.state()).state).toBe("in-call");

  await tenant.manager.db.auth.signOut();
  await tendCall(tenant.id, call);
  await on.advance(2);
  expect((await browser.state()).state).toBe("idle");
  expect(await on.state(tenant.rep.phone)).toBe("in-call");

  expect(await change(tenant.admin, call, "supervise", { mode: "listen" })).toBe(200);
  await on.advance(10);
  await tenant.admin.db.auth.signOut();
  await tendCall(tenant.id, call);
  await on.advance(2);
  expect(await on.state(tenant.admin.phone)).toBe("in-call");
});
