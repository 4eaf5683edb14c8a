import { beforeEach, describe, expect, test } from "vitest";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { callOf, change } from "@/tests/telephony/calls/talking";
import { customer } from "@/tests/telephony/calls/walk";

let tenant: TestTenant;
let on: ReturnType<typeof callOf>;
beforeEach(async () => {
  tenant = await makeTenant();
  on = callOf(tenant);
});

const listen = (call: string) => change(tenant.manager, call, "supervise", { mode: "listen" });
const record = (call: string, action: string) => change(tenant.rep, call, "recording", { action });

/** The recordings of a call once it is over, in order. */
async function recordings(call: string) {
  await on.handset(customer).hangup();
  await on.idle();
  const { data } = await tenant.manager.db
    .from("recordings")
    .select("status, channels, duration_seconds")
    .eq("call_id", call)
    .order("started_at");
  return data;
}

describe.each(["callOut", "callIn"] as const)("the recording of a call (%s)", (begin) => {
  test("paused, a manager who listens starts none; resuming makes one", async () => {
    const call = await on[begin]();
    await on.takesCalls(tenant.manager);
    expect(await record(call, "pause")).toBe(200);
    expect(await listen(call)).toBe(200);
    await on.advance(30);
    expect(await record(call, "resume")).toBe(200);
    await on.advance(15);
    expect(await record(call, "pause")).toBe(200);
    const made = await recordings(call);
    expect(made).toHaveLength(2);
    expect(made?.[1]).toMatchObject({ status: "completed", channels: 2, duration_seconds: 15 });
  });

  test("goes on where Twilio refuses that a manager listens", async () => {
    const call = await on[begin]();
    await on.takesCalls(tenant.manager);
    await tenant.carrier.fault(tenant.accountSid, {
      api: { error: { status: 400, code: 21205, message: "Refused" } },
      ...{ match: { method: "POST" }, times: 1 },
    });
    expect(await listen(call)).toBe("502 twilio_control_failed");
    await on.advance(30);
    const made = await recordings(call);
    expect(made).toMatchObject([{ status: "completed", channels: 2 }]);
    expect(made?.[0]?.duration_seconds).toBeGreaterThanOrEqual(30);
  });

  test("goes on where Twilio refuses to hold a customer who is in the room", async () => {
    const call = await on[begin]();
    await on.takesCalls(tenant.manager);
    expect(await listen(call)).toBe(200);
    await on.advance(10);
    await tenant.carrier.fault(tenant.accountSid, {
      api: { error: { status: 400, code: 21205, message: "Refused" } },
      ...{ match: { method: "POST", path: "/Calls/CA" }, times: 1 },
    });
    // The first request is to end the recording: the leg is not sent away.
    expect(await change(tenant.rep, call, "hold")).toBe("502 twilio_control_failed");
    await on.advance(20);
    expect((await recordings(call))?.at(-1)?.duration_seconds).toBeGreaterThanOrEqual(25);
  });
});
