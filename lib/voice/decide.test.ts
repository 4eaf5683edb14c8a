import { describe, expect, test } from "vitest";
import {
  decideAnswer,
  decideColleague,
  decideConnect,
  decideConnected,
  decideDialed,
  decideScreened,
} from "@/lib/voice/decide";
import { withheldSpellings } from "@/tests/support/withheld";

const settings = {
  country_code: "US",
  tenant_name: "Acme Solar",
  recording_enabled: true,
  recording_notice: "This call may be recorded.",
  announce_recording: "always" as const,
  announce_countries: [],
  call_time_limit_seconds: 7200,
};
const number = {
  ...{ number: "+12065550100", forward_phone: "+12065550111", forward_user_id: "ana" },
  forward_in_browser: false,
};
const call = { call_id: "c1", call_sid: "CA1", from: "+12065550199" };
const ofCall = { call_id: "c1" };
const messageFor = (mailbox: string | null) => ({
  ...{ kind: "take_message", call_id: "c1", role: "caller", mailbox, company: "Acme Solar" },
});

test("the notice of a recorded call is played where the company's policy says so", () => {
  const german = { ...settings, announce_recording: "countries" as const };
  const line = { ...german, announce_countries: ["DE"] };
  expect(decideAnswer(line, number, call)).toMatchObject({ notice: null, record: true });
  const fromBerlin = { ...call, from: "+4930901820" };
  expect(decideAnswer(line, number, fromBerlin)).toMatchObject({
    notice: "This call may be recorded.",
  });
  const outbound = {
    ...{ call_id: "c1", call_sid: "CA1", user_id: "ana", extension: "" },
    ...{ from_number: "+12065550100", recording_requested: true, hangup_requested: false },
  };
  const to = (to_number: string) => decideConnected(line, { ...outbound, to_number }, "1");
  expect(to("+12065550199")).toMatchObject({ announce: false, record: true });
  expect(to("+4930901820")).toMatchObject({ announce: true, record: true });
});

describe("an inbound call", () => {
  test("rings the rep's phone, which shows the caller's number", () => {
    expect(decideAnswer(settings, number, call)).toMatchObject({
      kind: "forward",
      phone: "+12065550111",
      user_id: "ana",
      caller_id: "+12065550199",
      record: true,
      notice: "This call may be recorded.",
    });
  });

  test.each(["client:jane", "sip:jane@example.com", ...withheldSpellings])(
    "from %j is passed on under the tenant's own number",
    (from) => {
      expect(decideAnswer(settings, number, { ...call, from })).toMatchObject({
        caller_id: "+12065550100",
      });
    },
  );

  test.each([
    ["comes from the phone", { from: "+12065550111" }],
    ["comes from the phone, in national form", { from: "2065550111" }],
    ["was diverted from the phone", { forwarded_from: "+12065550111" }],
    ["was diverted from the phone, in national form", { forwarded_from: "(206) 555-0111" }],
    ["was diverted from the phone, as a link", { forwarded_from: "tel:+1-206-555-0111" }],
    ["was diverted from the phone, as an address", { forwarded_from: "sip:+12065550111@x.test" }],
    [
      "was diverted from the phone by a withheld caller",
      { from: "", forwarded_from: "12065550111" },
    ],
  ])("that %s it would ring leaves a message", (_, change) => {
    expect(decideAnswer(settings, number, { ...call, ...change })).toEqual(messageFor("ana"));
  });

  test.each(["+12065550112", "", "anonymous", "nonsense", "+1266696687"])(
    "that was diverted from %j rings the rep's phone",
    (forwarded_from) => {
      const decision = decideAnswer(settings, number, { ...call, forwarded_from });
      expect(decision).toMatchObject({ kind: "forward", phone: "+12065550111" });
    },
  );

  test("says nothing of recording where recording is off", () => {
    const decision = decideAnswer({ ...settings, recording_enabled: false }, number, call);
    expect(decision).toMatchObject({ kind: "forward", record: false, notice: null });
  });

  test.each([
    ["without a phone", { forward_phone: null }],
    ["offline", { forward_off: "offline" }],
    ["away, but in the browser", { forward_off: "away", forward_in_browser: true }],
    ["outside their hours", { forward_off: "outside_hours", forward_further: ["+12065550112"] }],
  ])("for somebody %s leaves them a message at once", (_, changes) => {
    const decision = decideAnswer(settings, { ...number, ...changes }, call);
    expect(decision).toEqual(messageFor("ana"));
  });

  test("for nobody leaves a message for everybody", () => {
    const nobody = { ...number, forward_user_id: null, forward_phone: null };
    expect(decideAnswer(settings, nobody, call)).toEqual(messageFor(null));
  });

  test.each([
    ["1", "bridge"],
    ["2", "not_accepted"],
    ["", "not_accepted"],
    ["11", "not_accepted"],
  ])("the rep pressing %j means %s", (digits, kind) => {
    const nobody = { taken_by: null, is_own: false, others: false };
    expect(decideScreened(digits, nobody).kind).toBe(kind);
  });

  test.each([
    ["gets the caller", null, { kind: "bridge", others: true }],
    ["hears who was first", "Ana", { kind: "taken", by: "Ana" }],
  ])("of several who press 1, one %s", (_, taken_by, decision) => {
    expect(decideScreened("1", { taken_by, is_own: false, others: true })).toEqual(decision);
  });

  test("that nobody accepted ends with a message, also when a declined whisper reports completed", () => {
    const { company: _, ...asked } = messageFor("ana");
    for (const dialCallStatus of ["completed", "no-answer", "busy", "failed", "canceled"]) {
      const ended = { ...ofCall, connected: false, dialCallStatus };
      expect(decideDialed("inbound", { ...ended, mailbox: "ana" })).toEqual(asked);
      expect(decideDialed("inbound", ended)).toEqual({ ...asked, mailbox: null });
    }
  });

  test("that was accepted just ends", () => {
    const ended = { ...ofCall, connected: true, dialCallStatus: "completed" };
    expect(decideDialed("inbound", ended)).toEqual({ kind: "hangup" });
  });
});

describe("an outbound call", () => {
  const facts = {
    call_id: "c1",
    call_sid: "CA1",
    user_id: "ana",
    to_number: "+12065550199",
    extension: "",
    from_number: "+12065550100",
    recording_requested: true,
    hangup_requested: false,
  };

  test("dials the customer from the tenant's number once the rep has pressed 1", () => {
    expect(decideConnected(settings, facts, "1")).toMatchObject({
      kind: "dial_customer",
      to: "+12065550199",
      caller_id: "+12065550100",
      record: true,
      announce: true,
      time_limit_seconds: 7200,
    });
  });

  test("keeps the customer's extension until the customer is dialled", () => {
    const behind = { ...facts, extension: "7" };
    expect(decideConnect({ ...behind, who: "Jane Doe" })).toMatchObject({ extension: "7" });
    expect(decideConnected(settings, behind, "1")).toMatchObject({ extension: "7" });
  });

  test("is not connected once hang up was clicked, whatever the rep presses", () => {
    const hungUp = { ...facts, hangup_requested: true };
    expect(decideConnected(settings, hungUp, "1")).toEqual({ kind: "hangup" });
    expect(decideConnect({ ...hungUp, who: "Jane Doe" })).toEqual({ kind: "hangup" });
  });

  test.each(["", "2", "*"])("never rings the customer when the rep presses %j", (digits) => {
    expect(decideConnected(settings, facts, digits)).toEqual({ kind: "not_accepted" });
  });

  test.each([
    ["busy", "The line is busy. Goodbye."],
    ["no-answer", "Nobody answered. Goodbye."],
    ["failed", "The call couldn't be connected. Goodbye."],
  ])("tells the rep that the customer was %s", (dialCallStatus, sentence) => {
    const decision = decideDialed("outbound", { ...ofCall, connected: false, dialCallStatus });
    expect(decision).toEqual({ kind: "say_and_hangup", sentence });
  });
});

test("of a person's phones, the second one pressed for a callback hears that the first has it", () => {
  const call = {
    ...{ call_id: "c1", call_sid: "CA1", to_number: "+12065550142", extension: "" },
    ...{ from_number: "+12065550100", recording_requested: false, hangup_requested: false },
  };
  const decided = (taken_by: string | null) =>
    decideConnected(settings, { ...call, taken_by, is_own: true }, "1");
  expect(decided(null).kind).toBe("dial_customer");
  expect(decided("Rob Rep")).toEqual({ kind: "taken", by: null });
});

describe("who calls a colleague is on the line", () => {
  const colleague = {
    ...{ user_id: "rob", name: "Rob Rep", has_phone: true, phone: "+12065550113" },
    ...{ further: 1, further_phones: ["+12065550114"] },
  };
  const facts = {
    ...{ call_id: "c1", from_number: "+12065550100" },
    ...{ recording_requested: false, hangup_requested: false },
    colleague: { ...colleague, in_browser: true },
  };
  const leg = { call_sid: "CA1", user_id: "rae" };
  const decided = (changes: Partial<typeof facts>) =>
    decideColleague(settings, { ...facts, ...changes }, leg);

  test("phones and browser ring, and the phones show the company's number", () => {
    expect(decided({})).toMatchObject({
      further: ["+12065550114"],
      ...{ kind: "dial_colleague", callee_id: "rob", phone: "+12065550113", in_browser: true },
      ...{ caller_id: "+12065550100", record: false, user_id: "rae" },
    });
  });

  test.each(["", "client:u_0"])("without a number (%j) only the browser rings", (from_number) => {
    expect(decided({ from_number })).toMatchObject({
      ...{ phone: null, further: [], in_browser: true, caller_id: null },
    });
  });

  test("a browser that has gone is rung all the same where no phone can", () => {
    const gone = { ...colleague, phone: "", has_phone: false, in_browser: false };
    expect(decided({ colleague: gone })).toMatchObject({ phone: null, in_browser: true });
  });

  test("hung up meanwhile, nobody is rung", () => {
    expect(decided({ hangup_requested: true })).toEqual({ kind: "hangup" });
  });

  test.each([
    ["busy", "Your colleague can't take the call right now. Goodbye."],
    ["canceled", "Your colleague can't take the call right now. Goodbye."],
    ["no-answer", "Nobody answered. Goodbye."],
  ])("who was not answered (%s) hears so", (dialCallStatus, sentence) => {
    const decision = decideDialed("internal", { ...ofCall, connected: false, dialCallStatus });
    expect(decision).toEqual({ kind: "say_and_hangup", sentence });
  });
});
