import { beforeEach, describe, expect, test } from "vitest";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { callRow, customer, onlyCall } from "@/tests/telephony/calls/walk";

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

const handset = (number: string) => tenant.carrier.handset(tenant.accountSid, number);
const advance = (seconds: number) => tenant.carrier.advance(tenant.accountSid, seconds);
const idle = () => tenant.carrier.runUntilIdle(tenant.accountSid);

async function untilBeep() {
  for (let second = 0; second < 90; second += 1) {
    if ((await handset(customer).state()).hears === "(beep)") return;
    await advance(1);
  }
  throw new Error("Nobody asked for a message");
}

async function leaveMessage() {
  await handset(customer).speak(9);
  await advance(10);
  await handset(customer).hangup();
  await idle();
}

const mailboxes = async () =>
  (await tenant.rep.db.from("voicemails").select("mailbox_id")).data?.map((one) => one.mailbox_id);

const spoken = async () => {
  const log = await tenant.carrier.log(tenant.accountSid);
  return log.map((entry) => (entry.kind === "spoken" ? entry.text : "")).join(" ");
};

describe("a customer dials the tenant's number", () => {
  test("by hand: the rep's phone shows the caller, press 1 connects, and the call is on the contact", async () => {
    const { data: contact } = await tenant.rep.db
      .from("contacts")
      .insert({ tenant_id: tenant.id, name: "Jane Doe" })
      .select("id")
      .single();
    await tenant.rep.db
      .from("contact_phones")
      .insert({ tenant_id: tenant.id, contact_id: contact?.id ?? "", phone: customer });

    await handset(customer).dial(tenant.number);
    await advance(10);
    const ringing = await handset(tenant.rep.phone).state();
    expect(ringing).toMatchObject({ state: "ringing", peer: customer });
    const call = await onlyCall(tenant);
    expect(call).toMatchObject({
      stage: "ringing_rep",
      direction: "inbound",
      contact_id: contact?.id,
    });
    expect(await spoken()).toContain("This call may be recorded.");

    await handset(tenant.rep.phone).answer();
    await advance(2);
    expect((await handset(tenant.rep.phone).state()).hears).toContain("Jane Doe");
    expect(await callRow(tenant, call.id)).toMatchObject({
      status: "ringing",
      stage: "confirming",
    });

    await handset(tenant.rep.phone).press("1");
    await advance(40);
    expect(await callRow(tenant, call.id)).toMatchObject({
      status: "in-progress",
      stage: "connected",
    });

    await handset(customer).hangup();
    await idle();
    const ended = await callRow(tenant, call.id);
    expect(ended).toMatchObject({
      status: "completed",
      outcome: "connected",
      user_id: tenant.rep.userId,
    });
    expect(ended.recording_url).not.toBeNull();
    expect((await handset(tenant.rep.phone).state()).state).toBe("idle");
  });

  test.each([
    ["the rep declines", { behaviour: "declines", afterSeconds: 4 }],
    ["the rep's phone is busy", { behaviour: "busy" }],
    ["nobody picks up", { behaviour: "no-answer" }],
    ["voicemail picks up", { behaviour: "voicemail", pickupAfterSeconds: 6 }],
    ["the rep picks up and does not press 1", { behaviour: "answers", afterSeconds: 3 }],
  ] as const)(
    "%s: the caller leaves a message in the rep's mailbox, and it is one line to call back",
    async (_, script) => {
      await tenant.carrier.scriptHandset(tenant.accountSid, tenant.rep.phone, script);
      await handset(customer).dial(tenant.number);
      await untilBeep();
      expect(await spoken()).toContain("nobody can take your call right now");
      await leaveMessage();
      expect(await onlyCall(tenant)).toMatchObject({
        ...{ status: "no-answer", outcome: "voicemail", duration_seconds: 0, contact_id: null },
      });
      expect(await mailboxes()).toEqual([tenant.rep.userId]);
      const { data } = await tenant.rep.db.from("missed_callers").select("kind, calls");
      expect(data).toEqual([{ kind: "voicemail", calls: 1 }]);
    },
  );

  test("a caller who hangs up at the beep is one missed call, and left no message", async () => {
    await tenant.carrier.scriptHandset(tenant.accountSid, tenant.rep.phone, { behaviour: "busy" });
    await handset(customer).dial(tenant.number);
    await untilBeep();
    await handset(customer).hangup();
    await idle();
    expect(await onlyCall(tenant)).toMatchObject({ status: "no-answer", outcome: "missed" });
    expect(await mailboxes()).toEqual([]);
  });

  test.each<[string, { state: string; away_until?: string }, boolean]>([
    ["is offline", { state: "offline" }, false],
    ["is away until later", { state: "away", away_until: "2100-01-01T00:00:00Z" }, false],
    ["was away until a minute ago", { state: "away", away_until: "2020-01-01T00:00:00Z" }, true],
  ])("whom the number rings %s: %j, their phone rings: %s", async (_, state, isRung) => {
    const own = { tenant_id: tenant.id, user_id: tenant.rep.userId, ...state };
    expect((await tenant.rep.db.from("availability").insert(own)).error).toBeNull();
    await handset(customer).dial(tenant.number);
    await advance(6);
    expect((await handset(tenant.rep.phone).state()).state).toBe(isRung ? "ringing" : "idle");
    if (!isRung) {
      await untilBeep();
      expect(await spoken()).toContain("Thank you for calling");
      await leaveMessage();
      expect((await onlyCall(tenant)).outcome).toBe("voicemail");
      expect(await mailboxes()).toEqual([tenant.rep.userId]);
    }
  });

  test("a number that rings nobody takes a message for everybody", async () => {
    const { error } = await tenant.admin.db
      .from("phone_numbers")
      .update({ forward_to: null })
      .eq("id", tenant.numberId);
    expect(error).toBeNull();
    await handset(customer).dial(tenant.number);
    await untilBeep();
    await leaveMessage();
    expect((await onlyCall(tenant)).outcome).toBe("voicemail");
    expect(await mailboxes()).toEqual([null]);
  });

  test("a caller who gives up is one missed call, and the rep's phone stops ringing", async () => {
    await handset(customer).dial(tenant.number);
    await advance(12);
    expect((await handset(tenant.rep.phone).state()).state).toBe("ringing");
    await handset(customer).hangup();
    await idle();
    expect((await handset(tenant.rep.phone).state()).state).toBe("idle");
    expect(await onlyCall(tenant)).toMatchObject({ status: "canceled", outcome: "missed" });
  });

  test("a withheld number rings with the tenant's own number and makes a call without a contact", async () => {
    await handset(customer).dial(tenant.number, { callerId: "anonymous" });
    await advance(10);
    expect((await handset(tenant.rep.phone).state()).peer).toBe(tenant.number);
    await handset(customer).hangup();
    await idle();
    expect(await onlyCall(tenant)).toMatchObject({ from_number: "anonymous", contact_id: null });
  });
});
