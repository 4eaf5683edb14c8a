import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { browserOf, ringsInBrowser, turnOnBrowserCalls } from "@/tests/support/browser-calls";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";
import { ask, callRow, initiate, onlyCall } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
  await turnOnBrowserCalls(tenant);
});

const advance = (seconds: number) => tenant.carrier.advance(tenant.accountSid, seconds);
const idle = () => tenant.carrier.runUntilIdle(tenant.accountSid);
const handset = (number: string) => tenant.carrier.handset(tenant.accountSid, number);
const browser = (member: Member) => browserOf(tenant, member);
const hasNoNumber = () =>
  admin`update public.phone_numbers set removed_at = now() where tenant_id = ${tenant.id}`;

async function refusal(member: Member, body: object) {
  const response = await initiate(member, body);
  const { error } = await response.json();
  return [response.status, error?.code, error?.message];
}

/** Of a call from the browser, that Twilio was asked for; gives its id. */
async function call(from: Member, body: object): Promise<string> {
  const response = await initiate(from, { ...body, device: "browser" });
  const answer = await response.json();
  if (response.status !== 201) throw new Error(JSON.stringify(answer));
  await browser(from).connect({ params: { call: answer.callId } });
  return answer.callId;
}

describe("a rep calls a colleague", () => {
  test("browser to browser, in a company that has no number", async () => {
    await hasNoNumber();
    await ringsInBrowser(tenant, tenant.rep2, "both");
    const id = await call(tenant.rep, { colleagueId: tenant.rep2.userId });
    await advance(2);
    expect((await browser(tenant.rep2).state()).parameters).toEqual({ call: id });
    expect((await handset(tenant.rep2.phone).state()).state).toBe("idle");
    await browser(tenant.rep2).answer();
    await advance(20);
    expect(await callRow(tenant, id)).toMatchObject({ stage: "connected" });
    await browser(tenant.rep2).hangup();
    await idle();
    expect(await callRow(tenant, id)).toMatchObject({
      ...{ direction: "internal", user_id: tenant.rep.userId, callee_id: tenant.rep2.userId },
      ...{ status: "completed", outcome: "connected", outcome_reason: "colleague_answered" },
      ...{ duration_seconds: 20, recording_requested: false, recording_url: null },
      ...{ phone_number_id: null, lacks_outcome: false },
    });
    const legs = await admin`select role, medium, talk_seconds from public.call_legs
      where call_id = ${id}`;
    expect(legs.map((leg) => ({ ...leg }))).toEqual([
      { role: "rep", medium: "browser", talk_seconds: 20 },
      { role: "rep", medium: "browser", talk_seconds: 20 },
    ]);
  });

  test("by extension, from phone to phone: both press 1, and hear who it is", async () => {
    await admin`update public.profiles set extension = '102' where user_id = ${tenant.rep2.userId}`;
    await tenant.carrier.scriptHandset(tenant.accountSid, tenant.rep.phone, {
      ...{ behaviour: "answers", afterSeconds: 3 },
      press: [{ digits: "1", whenGathering: true }],
    });
    const response = await initiate(tenant.rep, { extension: "102" });
    expect(response.status).toBe(201);
    await advance(8);
    const phone = handset(tenant.rep2.phone);
    expect(await phone.state()).toMatchObject({ state: "ringing", peer: tenant.number });
    await phone.answer();
    await advance(2);
    const asked = await admin<{ event_type: string; answered_from: object }[]>`
      select event_type, answered_from from public.call_events
      where tenant_id = ${tenant.id} and answered_from is not null order by id`;
    // What is stored names no phone.
    expect(JSON.stringify(asked)).not.toContain(tenant.rep2.phone);
    await phone.press("1");
    await advance(15);
    expect(await onlyCall(tenant)).toMatchObject({ stage: "connected" });
    await phone.hangup();
    await idle();
    expect(await onlyCall(tenant)).toMatchObject({
      ...{ outcome: "connected", direction: "internal", callee_id: tenant.rep2.userId },
      ...{ from_number: tenant.number, phone_number_id: tenant.numberId },
    });
  });

  test("it is recorded only where the company says so", async () => {
    await tenant.admin.db
      .from("tenants")
      .update({ record_internal_calls: true })
      .eq("id", tenant.id);
    await ringsInBrowser(tenant, tenant.rep2);
    const id = await call(tenant.rep, { colleagueId: tenant.rep2.userId });
    await advance(2);
    await browser(tenant.rep2).answer();
    await advance(20);
    await browser(tenant.rep).hangup();
    await idle();
    const row = await callRow(tenant, id);
    expect(row).toMatchObject({ recording_requested: true });
    expect(row.recording_url).not.toBeNull();
    // Both hear it, another rep does not see it.
    for (const [member, count] of [
      [tenant.rep2, 1],
      [tenant.rep, 1],
    ] as const) {
      const heard = await member.db.from("recordings").select("id").eq("call_id", id);
      expect(heard.data).toHaveLength(count);
    }
  });

  test("who is called declines in the app: only their end stops, and it is no missed call", async () => {
    await ringsInBrowser(tenant, tenant.rep2);
    const id = await call(tenant.rep, { colleagueId: tenant.rep2.userId });
    await advance(4);
    const declined = await ask(tenant.rep2, `/api/calls/${id}/hangup`, { body: { decline: true } });
    expect(declined.status).toBe(200);
    await idle();
    expect(await callRow(tenant, id)).toMatchObject({
      ...{ status: "busy", outcome: "busy", outcome_reason: "colleague_declined" },
    });
    const notified = await tenant.rep2.db.from("notifications").select("id");
    expect(notified.data).toEqual([]);
  });

  test("who is called and does not answer is notified; the company has missed nobody", async () => {
    await ringsInBrowser(tenant, tenant.rep2);
    const id = await call(tenant.rep, { colleagueId: tenant.rep2.userId });
    await idle();
    expect(await callRow(tenant, id)).toMatchObject({ outcome: "no-answer" });
    const { data } = await tenant.rep2.db.from("notifications").select("kind, subject, facts");
    expect(data).toMatchObject([
      { kind: "missed", subject: "calls", facts: { call_id: id, name: tenant.rep.name } },
    ]);
    const missed = await tenant.manager.db.from("missed_callers").select("id");
    expect(missed.data).toEqual([]);
    expect((await tenant.rep.db.from("notifications").select("id")).data).toEqual([]);
  });

  test("either of the two may end it", async () => {
    await ringsInBrowser(tenant, tenant.rep2);
    const id = await call(tenant.rep, { colleagueId: tenant.rep2.userId });
    await advance(2);
    await browser(tenant.rep2).answer();
    await advance(5);
    const others = await ask(tenant.rep2, `/api/calls/${id}/hangup`);
    expect(others.status).toBe(200);
    await idle();
    expect(await callRow(tenant, id)).toMatchObject({ outcome: "connected" });
    expect((await browser(tenant.rep).state()).state).toBe("idle");
  });

  test("a key places one call", async () => {
    await ringsInBrowser(tenant, tenant.rep2);
    const body = { colleagueId: tenant.rep2.userId, device: "browser" };
    const again = (body: object) =>
      ask(tenant.rep, "/api/calls/initiate", { body, headers: { "idempotency-key": "click" } });
    const [one, other] = await Promise.all([again(body), again(body)]);
    expect(await other.json()).toEqual(await one.json());
    await onlyCall(tenant);
    const reused = await again({ ...body, colleagueId: tenant.manager.userId });
    expect(reused.status).toBe(422);
  });
});

describe("a call to a colleague is refused", () => {
  const from = (body: object) => refusal(tenant.rep, { ...body, device: "browser" });

  test("to oneself", async () => {
    expect(await from({ colleagueId: tenant.rep.userId })).toEqual([
      ...[400, "own_self", "You can't call yourself."],
    ]);
  });

  test("to somebody of another company, who left, or who never was: all the same", async () => {
    const other = await makeTenant();
    await admin`update public.profiles set removed_at = now() where user_id = ${tenant.rep2.userId}`;
    for (const id of [other.rep.userId, tenant.rep2.userId, randomUUID()]) {
      expect(await from({ colleagueId: id })).toEqual([
        ...[404, "colleague_not_found", "This person isn't on your team."],
      ]);
    }
  });

  test("to an extension that nobody has, or only another company's", async () => {
    const other = await makeTenant();
    await admin`update public.profiles set extension = '777' where user_id = ${other.rep.userId}`;
    expect(await from({ extension: "777" })).toEqual([
      ...[404, "unknown_extension", "Nobody in your company has this extension."],
    ]);
  });

  test.each([
    [{ extension: "1" }, "An extension has 2 to 5 digits"],
    [{ extension: 101 }, "An extension is a text of 2 to 5 digits"],
    [{ colleagueId: "rae" }, "That isn't a person's id"],
    [
      { colleagueId: "0b5a3f0e-7a52-4c3d-9e0a-0123456789ab", extension: "101" },
      "Say whom to call by one of to, colleagueId and extension.",
    ],
    [
      { extension: "101", to: "+12065550177" },
      "Say whom to call by one of to, colleagueId and extension.",
    ],
  ])("for %j", async (body, sentence) => {
    expect(await from(body)).toEqual([400, "invalid_input", sentence]);
  });

  test("to somebody without a phone who isn't in the browser", async () => {
    await admin`delete from public.personal_phones where user_id = ${tenant.rep2.userId}`;
    expect(await from({ colleagueId: tenant.rep2.userId })).toEqual([
      ...[409, "colleague_unreachable"],
      "Rob Rep can't be called right now: no phone of theirs may ring, and they aren't online in the browser.",
    ]);
  });

  test("to somebody who says that they are offline; who is away may be called", async () => {
    await ringsInBrowser(tenant, tenant.rep2);
    const says = (state: string) =>
      admin`insert into public.availability (tenant_id, user_id, state)
        values (${tenant.id}, ${tenant.rep2.userId}, ${state})
        on conflict (tenant_id, user_id) do update set state = excluded.state`;
    await says("offline");
    expect(await from({ colleagueId: tenant.rep2.userId })).toEqual([
      ...[409, "colleague_offline", "Rob Rep is offline and takes no calls right now."],
    ]);
    await says("away");
    await call(tenant.rep, { colleagueId: tenant.rep2.userId });
  });

  test("to somebody who is on a call, or whom another calls at this moment", async () => {
    for (const member of [tenant.rep2, tenant.manager]) await ringsInBrowser(tenant, member);
    await call(tenant.manager, { colleagueId: tenant.rep2.userId });
    await advance(2);
    const busy = [409, "colleague_busy"];
    for (const [colleague, name] of [
      [tenant.rep2, "Rob Rep"],
      [tenant.manager, "Mo Manager"],
    ] as const) {
      expect(await from({ colleagueId: colleague.userId })).toEqual([
        ...[...busy, `${name} is on another call. Try again when it's over.`],
      ]);
    }
    // Whoever is rung may still place a call; whoever talks may not.
    await browser(tenant.rep2).answer();
    await advance(3);
    const [status, code] = await refusal(tenant.rep2, {
      ...{ colleagueId: tenant.rep.userId, device: "browser" },
    });
    expect([status, code]).toEqual([409, "call_in_progress"]);
  });

  test("of a phone, in a company without a number", async () => {
    await hasNoNumber();
    expect(await from({ colleagueId: tenant.rep2.userId })).toEqual([
      ...[409, "colleague_needs_number"],
      "Rob Rep can only be called in the browser until the company has a number, and isn't online there.",
    ]);
    expect((await refusal(tenant.rep, { colleagueId: tenant.rep2.userId })).slice(0, 2)).toEqual([
      ...[409, "own_phone_needs_number"],
    ]);
  });

  test("once the day's money is spent, where a phone rings; between browsers it goes on", async () => {
    await tenant.admin.db.from("tenants").update({ spend_per_day: 0 }).eq("id", tenant.id);
    expect((await from({ colleagueId: tenant.rep2.userId })).slice(0, 2)).toEqual([
      ...[429, "spend_limit_reached"],
    ]);
    await admin`delete from public.personal_phones where user_id = ${tenant.rep2.userId}`;
    await ringsInBrowser(tenant, tenant.rep2);
    await call(tenant.rep, { colleagueId: tenant.rep2.userId });
  });
});
