import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { listen } from "@/tests/database/rls/listen";
import { given, visitorOf } from "@/tests/database/rls/visitor";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";
import { ask, callRow, customer, everyoneAnswers, place } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

let acme: TestTenant;
let recording: string;
beforeEach(async () => {
  acme = await makeTenant();
  await everyoneAnswers(acme);
  const callId = await place(acme);
  await acme.carrier.advance(acme.accountSid, 40);
  await acme.carrier.handset(acme.accountSid, customer).hangup();
  await acme.carrier.runUntilIdle(acme.accountSid);
  recording = (await callRow(acme, callId)).recording_url ?? "";
});

const topicOf = (member: Member) => given(member.db.rpc("realtime_topic"));
const hears = async (member: Member) => (await ask(member, recording, { method: "GET" })).status;
const rowsOf = async (member: Member, table: string) =>
  (await given(visitorOf(member).from(table).select("*"))).length;

const leaving = [
  {
    who: "a removed rep",
    leaves: () => acme.rep,
    happens: () => acme.admin.db.rpc("remove_member", { member: acme.rep.userId }),
    // No longer anyone's: not even that it exists.
    status: 403,
    contacts: 0,
    joins: false,
  },
  {
    who: "a manager who is made a rep",
    leaves: () => acme.manager,
    happens: () =>
      acme.admin.db.rpc("change_member_role", { member: acme.manager.userId, new_role: "rep" }),
    status: 404,
    contacts: 1,
    joins: true,
  },
];

describe.each(leaving)("$who, with a token and a socket still open,", (each) => {
  test("loses recordings, legs and events in the database and over HTTP at once", async () => {
    const member = each.leaves();
    await given(
      acme.admin.db.from("contacts").insert({ tenant_id: acme.id, name: "Jane" }).select("id"),
    );
    const evidence = ["recordings", "call_legs", "call_events"];
    for (const table of evidence) expect(await rowsOf(member, table), table).toBeGreaterThan(0);
    expect(await hears(member)).toBe(200);
    expect((await each.happens()).error).toBeNull();
    for (const table of evidence) expect(await rowsOf(member, table), table).toBe(0);
    expect(await hears(member)).toBe(each.status);
    expect(await rowsOf(member, "contacts")).toBe(each.contacts);
  });

  test("hears of the new epoch within 5 s, and of nothing that happens after it", async () => {
    const member = each.leaves();
    const before = await topicOf(acme.admin);
    const left = await listen(before, member.accessToken);
    const stays = await listen(before, acme.rep2.accessToken);
    expect([left.state, stays.state]).toEqual(["SUBSCRIBED", "SUBSCRIBED"]);
    expect((await each.happens()).error).toBeNull();
    for (const ear of [left, stays]) {
      const hasBroadcast = () => ear.unread.some(({ event }) => event === "epoch");
      await expect.poll(hasBroadcast, { interval: 20 }).toBe(true);
      // What was broadcast before it they may both have received.
      ear.unread.splice(0, ear.unread.findIndex(({ event }) => event === "epoch") + 1);
    }

    const after = await topicOf(acme.rep2);
    const again = await listen(after, acme.rep2.accessToken);
    expect(again.state).toBe("SUBSCRIBED");
    await acme.admin.db.from("contacts").insert({ tenant_id: acme.id, name: "After" });
    const callId = await place(acme, customer, acme.rep2);
    expect(await again.next("contacts")).toHaveProperty("id");
    expect(await again.next("calls")).toMatchObject({ id: callId });
    // Both came to those who stay; the old socket is open, and silent.
    expect(left.unread).toEqual([]);

    for (const [topic, joins] of [
      [before, false],
      [after, each.joins],
    ] as const) {
      const asked = await listen(topic, member.accessToken);
      expect(asked.state, topic).toBe(joins ? "SUBSCRIBED" : "CHANNEL_ERROR");
      await asked.leave();
    }
    await Promise.all([left, stays, again].map((ear) => ear.leave()));
  });
});
