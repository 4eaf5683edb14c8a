import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { browserOf, ringsInBrowser, turnOnBrowserCalls } from "@/tests/support/browser-calls";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";
import { heard, publish, routeOf } from "@/tests/telephony/calls/routed";
import { callOf, change } from "@/tests/telephony/calls/talking";
import { ask, callRow, customer, onlyCall } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

let tenant: TestTenant;
let on: ReturnType<typeof callOf>;
beforeEach(async () => {
  tenant = await makeTenant();
  on = callOf(tenant);
});

const decline = (who: Member, call: string) => change(who, call, "hangup", { decline: true });
const state = async (who: Member) => (await browserOf(tenant, who).state()).state;
const howItRings = async (who: Member, call: string) => {
  const path = `/api/calls/${call}/caller`;
  return (await (await ask(who, path, { method: "GET" })).json()).caller;
};

/** A caller whom a route rings these people for; gives the call's id. */
async function comesIn(...people: Member[]): Promise<string> {
  await publish(
    tenant,
    routeOf(
      tenant,
      true,
      people.map(({ userId }) => userId),
    ),
  );
  await on.handset(customer).dial(tenant.number);
  await on.advance(12);
  return (await onlyCall(tenant)).id;
}

describe("a group rings in two browsers", () => {
  beforeEach(async () => {
    await turnOnBrowserCalls(tenant);
    await ringsInBrowser(tenant, tenant.rep, "both");
    await ringsInBrowser(tenant, tenant.rep2);
  });

  test("one declines: their browser and phone stop, and a colleague answers", async () => {
    const { rep, rep2, manager } = tenant;
    const call = await comesIn(rep, rep2);
    expect(await howItRings(rep, call)).toMatchObject({ via: "Everyone", isAlone: false });
    expect(await on.state(rep.phone)).toBe("ringing");
    // Whom it doesn't ring has nothing to decline, a manager neither.
    expect(await decline(manager, call)).toBe("403 not_your_call");
    expect(await change(rep, call, "voicemail")).toBe("409 rings_several");
    expect(await decline(rep, call)).toBe(200);
    await on.advance(1);
    expect([await state(rep), await on.state(rep.phone)]).toEqual(["idle", "idle"]);
    expect(await state(rep2)).toBe("ringing");
    expect((await callRow(tenant, call)).stage).toBe("ringing_rep");
    // A second click.
    expect(await decline(rep, call)).toBe(200);
    await browserOf(tenant, rep2).answer();
    await on.advance(20);
    expect(await decline(rep, call)).toBe(200);
    await on.advance(2);
    expect(await callRow(tenant, call)).toMatchObject({ stage: "connected" });
    await on.handset(customer).hangup();
    await on.idle();
    expect(await callRow(tenant, call)).toMatchObject({
      ...{ outcome: "connected", user_id: rep2.userId },
    });
  });

  test("both decline: the call goes on along its route", async () => {
    const call = await comesIn(tenant.rep, tenant.rep2);
    for (const who of [tenant.rep, tenant.rep2]) expect(await decline(who, call)).toBe(200);
    await on.advance(3);
    expect(await heard(tenant, customer)).toContain("leave a message");
    await on.handset(customer).hangup();
    await on.idle();
    expect(await callRow(tenant, call)).toMatchObject({ outcome: "missed" });
  });
});

describe.each([
  ["by their number", null],
  ["by a step that lists them alone", "Everyone"],
] as const)("a caller rings a rep alone, %s", (_, via) => {
  const ring = async (): Promise<string> => {
    const { rep } = tenant;
    if (via) return comesIn(rep);
    await on.handset(customer).dial(tenant.number);
    await on.advance(12);
    return (await onlyCall(tenant)).id;
  };

  test("who sends them to their voicemail finds the message there", async () => {
    const { rep, rep2 } = tenant;
    const call = await ring();
    expect(await howItRings(rep, call)).toMatchObject({ via, isAlone: true });
    expect(await change(rep2, call, "voicemail")).toBe("409 rings_another");
    const twice = await Promise.all([
      change(rep, call, "voicemail"),
      change(rep, call, "voicemail"),
    ]);
    expect(twice).toEqual([200, 200]);
    await on.advance(3);
    expect(await on.state(rep.phone)).toBe("idle");
    expect(await heard(tenant, customer)).toContain("leave a message after the tone");
    expect((await callRow(tenant, call)).stage).toBe("voicemail");
    await on.handset(customer).speak(10);
    await on.advance(12);
    await on.handset(customer).hangup();
    await on.idle();
    expect(await callRow(tenant, call)).toMatchObject({
      ...{ outcome: "voicemail", outcome_reason: "voicemail_left" },
    });
    const { data } = await rep.db.from("voicemails").select("call_id, mailbox_id");
    expect(data).toEqual([{ call_id: call, mailbox_id: rep.userId }]);
    expect(await change(rep, call, "voicemail")).toBe("409 call_ended");
  });

  test("who says nothing there was missed", async () => {
    const call = await ring();
    expect(await change(tenant.rep, call, "voicemail")).toBe(200);
    await on.advance(4);
    await on.handset(customer).hangup();
    await on.idle();
    expect(await callRow(tenant, call)).toMatchObject({ outcome: "missed" });
  });

  test("whom they have answered, or declined, they cannot send there", async () => {
    const call = await ring();
    await on.handset(tenant.rep.phone).answer();
    await on.advance(2);
    await on.handset(tenant.rep.phone).press("1");
    await on.advance(5);
    expect(await change(tenant.rep, call, "voicemail")).toBe("409 answered_already");
    expect(await callRow(tenant, call)).toMatchObject({ stage: "connected" });
    await on.handset(customer).hangup();
    await on.idle();
  });
});

test("nobody's call of another company is declined or sent to voicemail", async () => {
  const call = await comesIn(tenant.rep);
  const other = await makeTenant();
  expect(await decline(other.rep, call)).toBe("404 call_not_found");
  expect(await change(other.rep, call, "voicemail")).toBe("404 call_not_found");
  expect(await decline(tenant.rep, call)).toBe(200);
  // Nor one's own that has gone on along its route.
  expect(await change(tenant.rep, call, "voicemail")).toMatch(/^409 rings_/);
  await on.handset(customer).hangup();
  await on.idle();
});
