import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { callOf, change } from "@/tests/telephony/calls/talking";
import { callRow, customer } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

let tenant: TestTenant;
let on: ReturnType<typeof callOf>;
beforeEach(async () => {
  tenant = await makeTenant();
  on = callOf(tenant);
});

describe.each(["callOut", "callIn"] as const)("into a route (%s)", (begin) => {
  const sales = {
    ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "hello" },
    steps: {
      hello: { kind: "greeting", name: "", sound: { text: "Hello." }, next: "sales" },
      sales: {
        ...{ kind: "ring", name: "Sales", order: "at_once", seconds: 20 },
        ...{ who: { kind: "people", people: [] as string[] }, not_free: "box", no_answer: "box" },
      },
      box: {
        ...{ kind: "voicemail", name: "Box", mailbox: { kind: "shared" } },
        ...{ sound: { text: "Leave a message." }, max_seconds: 60 },
      },
    },
  };

  async function publish(): Promise<string> {
    const row = { tenant_id: tenant.id, name: "Main", draft: {} };
    const { data } = await tenant.admin.db.from("routes").insert(row).select("id").single();
    const people = [tenant.rep2.userId];
    const steps = {
      ...sales.steps,
      sales: { ...sales.steps.sales, who: { kind: "people", people } },
    };
    await tenant.admin.db
      .from("route_versions")
      .insert({ tenant_id: tenant.id, route_id: data?.id ?? "", body: { ...sales, steps } });
    return data?.id ?? "";
  }

  test.each([{ step: "sales" }, {}])("at %o, its people are rung", async (at) => {
    const routeId = await publish();
    const call = await on[begin]();
    await on.takesCalls(tenant.rep2);
    expect(await change(tenant.rep, call, "transfer", { to: { routeId, ...at } })).toBe(200);
    await on.advance(2);
    expect(await on.state(tenant.rep.phone)).toBe("idle");
    expect(await on.stage(call)).toMatchObject({ status: "in-progress", stage: "waiting" });
    await on.advance(20);
    expect(await on.stage(call)).toEqual({
      ...{ status: "in-progress", stage: "connected", also_on: [tenant.rep2.userId] },
    });
    await on.handset(tenant.rep2.phone).hangup();
    await on.idle();
    expect(await on.state(customer)).toBe("idle");
    expect(await callRow(tenant, call)).toMatchObject({
      ...{ status: "completed", outcome: "connected", user_id: tenant.rep.userId },
    });
    expect(await on.talkOf(call, tenant.rep2.userId)).toBeGreaterThan(5);
  });

  test.each(["paused", "off"])("a recording that is %s stays so", async (recording) => {
    const routeId = await publish();
    const enabled = (recording_enabled: boolean) =>
      tenant.admin.db.from("tenants").update({ recording_enabled }).eq("id", tenant.id);
    if (recording === "off") await enabled(false);
    const call = await on[begin]();
    await enabled(true);
    if (recording === "paused") {
      expect(await change(tenant.rep, call, "recording", { action: "pause" })).toBe(200);
    }
    await on.takesCalls(tenant.rep2);
    expect(await change(tenant.rep, call, "transfer", { to: { routeId } })).toBe(200);
    await on.advance(20);
    expect(await on.stage(call)).toMatchObject({ stage: "connected" });
    await on.advance(20);
    await on.handset(customer).hangup();
    await on.idle();
    const { data } = await tenant.manager.db.from("recordings").select("recording_sid");
    expect(data).toHaveLength(recording === "paused" ? 1 : 0);
  });

  test("nobody of it answers: the route goes on", async () => {
    const routeId = await publish();
    const call = await on[begin]();
    await on.advance(10);
    await tenant.carrier.scriptHandset(tenant.accountSid, tenant.rep2.phone, {
      behaviour: "no-answer",
    });
    const to = { routeId, step: "sales" };
    expect(await change(tenant.rep, call, "transfer", { to })).toBe(200);
    await on.advance(40);
    await on.handset(customer).speak(8);
    await on.advance(8);
    await on.handset(customer).hangup();
    await on.idle();
    const { data } = await tenant.rep.db.from("voicemails").select("mailbox_id, call_id");
    expect(data).toEqual([{ mailbox_id: null, call_id: call }]);
    expect(await callRow(tenant, call)).toMatchObject({ outcome: "connected" });
  });

  test("a route that is gone, or asked first, is refused in words", async () => {
    const routeId = await publish();
    const call = await on[begin]();
    const other = await makeTenant();
    const to = (target: object, who = tenant.rep) => change(who, call, "transfer", target);
    expect(await to({ to: { routeId: other.id } })).toBe("404 no_route");
    expect(await to({ to: { routeId, step: "gone" } })).toBe("404 no_route");
    expect(await to({ to: { routeId }, mode: "warm" })).toBe("400 invalid_input");
    expect(await on.stage(call)).toMatchObject({ stage: "connected" });
  });
});
