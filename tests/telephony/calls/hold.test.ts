import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { callOf, change } from "@/tests/telephony/calls/talking";
import { callRow, customer } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

describe.each(["callOut", "callIn"] as const)("on hold (%s)", (begin) => {
  test("the customer hears music, the rep stays, and hold is no talk", async () => {
    const on = callOf(tenant);
    const call = await on[begin]();
    const talked = (await callRow(tenant, call)).answered_at;
    expect(await change(tenant.rep, call, "hold")).toBe(200);
    await on.advance(30);
    expect(await on.hears(customer)).toContain("waiting.wav");
    expect(await on.state(tenant.rep.phone)).toBe("in-call");
    expect(await on.stage(call)).toMatchObject({ stage: "waiting", status: "in-progress" });
    expect(await change(tenant.rep, call, "resume")).toBe(200);
    await on.advance(10);
    expect(await on.hears(customer)).toBeNull();
    expect(await on.stage(call)).toMatchObject({ stage: "connected" });
    await on.handset(customer).hangup();
    await on.idle();
    const row = await callRow(tenant, call);
    expect(row).toMatchObject({ status: "completed", outcome: "connected", answered_at: talked });
    const whole = (Date.parse(row.ended_at ?? "") - Date.parse(row.answered_at ?? "")) / 1000;
    expect(whole - (row.duration_seconds ?? 0)).toBeGreaterThanOrEqual(29);
    expect(whole - (row.duration_seconds ?? 0)).toBeLessThanOrEqual(32);
    expect(await on.state(tenant.rep.phone)).toBe("idle");
  });

  test("a rep who hangs up meanwhile ends the call for the customer too", async () => {
    const on = callOf(tenant);
    const call = await on[begin]();
    expect(await change(tenant.rep, call, "hold")).toBe(200);
    await on.advance(5);
    await on.handset(tenant.rep.phone).hangup();
    await on.advance(3);
    expect(await on.state(customer)).toBe("idle");
    expect(await callRow(tenant, call)).toMatchObject({ outcome: "connected" });
  });

  test("a customer who hangs up meanwhile frees the rep", async () => {
    const on = callOf(tenant);
    const call = await on[begin]();
    expect(await change(tenant.rep, call, "hold")).toBe(200);
    await on.advance(5);
    await on.handset(customer).hangup();
    await on.advance(3);
    expect(await on.state(tenant.rep.phone)).toBe("idle");
    expect(await callRow(tenant, call)).toMatchObject({ outcome: "connected" });
  });

  test("each stretch of talk has its recording, on two channels", async () => {
    const on = callOf(tenant);
    const call = await on[begin]();
    expect(await change(tenant.rep, call, "hold")).toBe(200);
    await on.advance(20);
    expect(await change(tenant.rep, call, "resume")).toBe(200);
    await on.advance(10);
    expect(await change(tenant.rep, call, "hold")).toBe(200);
    await on.advance(5);
    expect(await change(tenant.rep, call, "resume")).toBe(200);
    await on.advance(15);
    await on.handset(customer).hangup();
    await on.idle();
    const { data } = await tenant.manager.db
      .from("recordings")
      .select("status, purpose, channels, duration_seconds")
      .eq("call_id", call)
      .order("started_at");
    expect(data).toMatchObject([
      { status: "completed", purpose: "talk", channels: 2 },
      { status: "completed", purpose: "talk", channels: 2, duration_seconds: 10 },
      { status: "completed", purpose: "talk", channels: 2, duration_seconds: 15 },
    ]);
  });

  test("hung up in the app, it is over for both", async () => {
    const on = callOf(tenant);
    const call = await on[begin]();
    expect(await change(tenant.rep, call, "hold")).toBe(200);
    await on.advance(5);
    expect(await change(tenant.rep, call, "hangup")).toBe(200);
    await on.idle();
    expect(await on.state(customer)).toBe("idle");
    expect(await on.state(tenant.rep.phone)).toBe("idle");
  });
});

test("a second click changes nothing, and only who talks may hold a call", async () => {
  const on = callOf(tenant);
  const call = await on.callOut();
  expect(await change(tenant.rep2, call, "hold")).toBe("403 not_on_call");
  expect(await change(tenant.manager, call, "hold")).toBe("403 not_on_call");
  expect(await change(tenant.rep, call, "resume")).toBe(200);
  const clicks = [change(tenant.rep, call, "hold"), change(tenant.rep, call, "hold")];
  expect(await Promise.all(clicks)).toEqual([200, 200]);
  await on.advance(5);
  expect(await change(tenant.rep, call, "hold")).toBe(200);
  const { data } = await tenant.rep.db.from("call_controls").select("customer_in, held_by");
  expect(data).toEqual([{ customer_in: "hold", held_by: tenant.rep.userId }]);
  await on.handset(customer).hangup();
  await on.idle();
  expect(await change(tenant.rep, call, "hold")).toBe("409 not_talking");
});

test("a call of another tenant, or none, cannot be put on hold", async () => {
  const other = await makeTenant();
  const on = callOf(tenant);
  const call = await on.callOut();
  expect(await change(other.rep, call, "hold")).toBe("404 call_not_found");
  expect(await change(tenant.rep, "nonsense", "hold")).toBe("404 call_not_found");
});
