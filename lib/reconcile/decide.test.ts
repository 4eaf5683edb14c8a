import { describe, expect, test } from "vitest";
import { decideFound } from "@/lib/reconcile/decide";
import { identityOf } from "@/lib/softphone/identity";

const now = new Date("2026-11-20T12:00:00Z");
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

const company = "+12065550100";
const rep = "+12065550112";
const customer = "+12065550177";
const number = { id: "number", number: company, forward_to: "rae" };
const facts = {
  numbers: [number],
  phones: [{ user_id: "rae", phone: rep }],
  known: [],
  verifications: [],
  waiting: [],
};
const caller = {
  sid: "CA1",
  parentCallSid: null,
  direction: "inbound",
  from: customer,
  to: company,
  dateCreated: ago(600),
};
const forwarded = {
  ...caller,
  sid: "CA2",
  parentCallSid: "CA1",
  direction: "outbound-dial",
  to: rep,
};
const agent = { ...caller, sid: "CA3", direction: "outbound-api", from: company, to: rep };
const dialled = {
  ...agent,
  sid: "CA4",
  parentCallSid: "CA3",
  direction: "outbound-dial",
  to: customer,
};

const person = "0b5a3f0e-7a52-4c3d-9e0a-0123456789ab";
const browser = { ...caller, sid: "CA5", from: `client:${identityOf(person)}`, to: "" };
const browsersChild = { ...dialled, sid: "CA6", parentCallSid: "CA5" };

describe("of the legs of a person's browser", () => {
  test("the customer whom it dialled makes an outbound call of its person", () => {
    const found = {
      ...{ kind: "outbound", root: browser, children: [browsersChild] },
      ...{ number_id: "number", user_id: person, customer },
    };
    expect(decideFound([browsersChild, browser], facts, now)).toEqual([found]);
  });

  test("one that dialled nobody was no call, and a young one is waited for", () => {
    expect(decideFound([browser], facts, now)).toEqual([{ kind: "not_ours", root: browser }]);
    const young = { ...browser, dateCreated: ago(10) };
    expect(decideFound([young], facts, now)).toEqual([{ kind: "wait", root: young }]);
  });

  test("one that answered a caller names its person", () => {
    const answered = { ...forwarded, to: `client:${identityOf(person)}` };
    expect(decideFound([caller, answered], facts, now)).toMatchObject([
      { kind: "inbound", user_id: person },
    ]);
  });
});

describe("of Twilio's legs", () => {
  test("an unknown caller and the phone that rang are one inbound call, whatever their order", () => {
    const found = {
      kind: "inbound",
      root: caller,
      children: [forwarded],
      number_id: "number",
      user_id: "rae",
    };
    expect(decideFound([forwarded, caller], facts, now)).toEqual([found]);
    expect(decideFound([caller, forwarded], facts, now)).toEqual([found]);
  });

  test("a caller for whom nobody was rung is the number's person's", () => {
    expect(decideFound([caller], facts, now)).toMatchObject([{ kind: "inbound", user_id: "rae" }]);
  });

  test("an unknown click-to-call is an outbound call to the phone that was rung second", () => {
    expect(decideFound([dialled, agent], facts, now)).toEqual([
      {
        kind: "outbound",
        root: agent,
        children: [dialled],
        number_id: "number",
        user_id: "rae",
        customer,
      },
    ]);
    expect(decideFound([agent], facts, now)).toMatchObject([{ customer: null }]);
  });

  test("a call that said a code is no conversation, and one that may turn out to be such waits", () => {
    const verification = { call_sid: "CA3", to: rep, created_at: ago(600).toISOString() };
    expect(decideFound([agent], { ...facts, verifications: [verification] }, now)).toEqual([
      { kind: "verification", root: agent },
    ]);
    const lost = { ...verification, call_sid: null };
    expect(decideFound([agent], { ...facts, verifications: [lost] }, now)).toEqual([
      { kind: "wait", root: agent },
    ]);
    const elsewhere = [
      { ...lost, to: customer },
      { ...lost, created_at: ago(700).toISOString() },
      { ...verification, call_sid: "CA9" },
    ];
    expect(decideFound([agent], { ...facts, verifications: elsewhere }, now)).toMatchObject([
      { kind: "outbound" },
    ]);
  });

  test("known ones need nothing, and what a known call lacks joins it", () => {
    const both = [
      { call_sid: "CA1", call_id: "call", direction: "inbound" },
      { call_sid: "CA2", call_id: "call", direction: "inbound" },
    ];
    const known = both.slice(0, 1);
    expect(decideFound([caller, forwarded], { ...facts, known: both }, now)).toEqual([
      { kind: "known" },
    ]);
    const joins = [{ kind: "joins", call_id: "call", direction: "inbound", legs: [forwarded] }];
    expect(decideFound([caller, forwarded], { ...facts, known }, now)).toEqual(joins);
    expect(decideFound([forwarded], { ...facts, known }, now)).toEqual(joins);
  });

  test("one that a call here waits for joins it: the nearest in time, and each only once", () => {
    const waits = (call_id: string, seconds: number, to = rep) => ({
      call_id,
      direction: call_id === "between colleagues" ? "internal" : "outbound",
      from: company,
      to,
      created_at: ago(seconds).toISOString(),
    });
    const waiting = [waits("this", 601), waits("another's", 600, customer)];
    const second = { ...agent, sid: "CA5", dateCreated: ago(620) };
    expect(decideFound([agent, second], { ...facts, waiting }, now)).toEqual([
      { kind: "joins", call_id: "this", direction: "outbound", legs: [second] },
      {
        kind: "outbound",
        root: agent,
        children: [],
        number_id: "number",
        user_id: "rae",
        customer: null,
      },
    ]);
    const internal = [waits("between colleagues", 620)];
    expect(decideFound([agent], { ...facts, waiting: internal }, now)).toMatchObject([
      { kind: "joins", call_id: "between colleagues", direction: "internal" },
    ]);
    const both = [waits("earlier", 640), ...waiting];
    expect(decideFound([agent, dialled], { ...facts, waiting: both }, now)).toEqual([
      { kind: "joins", call_id: "this", direction: "outbound", legs: [agent, dialled] },
    ]);
    expect(
      decideFound([agent], { ...facts, waiting: [waits("long ago", 700)] }, now),
    ).toMatchObject([{ kind: "outbound" }]);
  });

  test("a young one is given time", () => {
    const young = { ...caller, dateCreated: ago(44) };
    expect(decideFound([young], facts, now)).toEqual([{ kind: "wait", root: young }]);
    expect(decideFound([{ ...young, dateCreated: ago(46) }], facts, now)).toMatchObject([
      { kind: "inbound" },
    ]);
  });

  test("those on other numbers of the account, and those of a trunk, are not ours", () => {
    const elsewhere = { ...caller, to: "+12065550109" };
    const trunk = { ...agent, direction: "trunking-originating" };
    expect(decideFound([elsewhere, trunk], facts, now)).toEqual([
      { kind: "not_ours", root: elsewhere },
      { kind: "not_ours", root: trunk },
    ]);
  });

  test("a leg whose parent nobody knows says nothing", () => {
    expect(decideFound([forwarded], facts, now)).toEqual([]);
  });
});
