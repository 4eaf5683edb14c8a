import { describe, expect, test } from "vitest";
import { compare } from "@/local/chaos/compare";
import type { CallRecord, CallRow, MessageRow } from "@/local/chaos/record";
import type { Truth } from "@/local/chaos/truth";

const truth: Truth = {
  sid: "CA1",
  direction: "outbound",
  from: "+12065550100",
  to: "+13035550100",
  callId: "call-1",
  legs: [
    { sid: "CA1", status: "completed" },
    { sid: "CA2", status: "completed" },
  ],
  isSettled: true,
  isFruitless: false,
  ends: ["completed/connected"],
  talk: { least: 10, most: 10 },
  price: 0.028,
  recordings: [{ sid: "RE1", status: "completed", seconds: 10 }],
  messages: [],
};
const withMessage: Truth = { ...truth, messages: [{ sid: "RE1", mailboxes: ["ana"] }] };

const row: CallRow = {
  id: "call-1",
  direction: "outbound",
  status: "completed",
  outcome: "connected",
  from_number: "+12065550100",
  to_number: "+13035550100",
  duration_seconds: 10,
  price: "0.02800",
  recording_url: "/api/recordings/1",
  twilio_call_sid: "CA1",
  error_message: null,
  ended_at: new Date(),
  settled_at: new Date(),
};

const record: CallRecord = {
  calls: [row],
  legs: [
    { call_id: "call-1", call_sid: "CA1", status: "completed" },
    { call_id: "call-1", call_sid: "CA2", status: "completed" },
  ],
  recordings: [
    { call_id: "call-1", recording_sid: "RE1", status: "completed", duration_seconds: 10 },
  ],
  events: [],
  messages: [],
  claims: [],
  talks: [],
  people: ["ana", "ben"],
};
const message = { recording_sid: "RE1", mailbox_id: "ana", notified: { ana: 1 } };
const withMessages = (...changes: Partial<MessageRow>[]): CallRecord => ({
  ...record,
  messages: changes.map((change) => ({ ...message, ...change })),
});

const withRow = (changes: Partial<CallRow>) => ({ ...record, calls: [{ ...row, ...changes }] });
const never: CallRow = { ...row, id: "call-9", twilio_call_sid: null, error_message: null };
const counted = (truths: Truth[], here: CallRecord) =>
  compare(truths, here).map(({ kind }) => kind);

test("a record that says what the carrier knows has no finding", () => {
  expect(compare([withMessage], withMessages({}))).toEqual([]);
  expect(compare([truth], record)).toEqual([]);
});

describe("the comparison notices", () => {
  test.each<[string, ReturnType<typeof counted>[number], Truth[], CallRecord]>([
    ["a call without a row", "lost", [truth], { ...record, calls: [], legs: [], recordings: [] }],
    ["two rows", "doubled", [truth], { ...record, calls: [row, { ...never, id: "call-1" }] }],
    ["a customer called twice", "doubled", [truth, { ...truth, sid: "CA9" }], record],
    ["another end", "wrong", [truth], withRow({ status: "no-answer", outcome: "no-answer" })],
    ["another talk time", "wrong", [truth], withRow({ duration_seconds: 11 })],
    ["no talk time", "wrong", [truth], withRow({ duration_seconds: null })],
    ["another price", "wrong", [truth], withRow({ price: "0.01400" })],
    ["no price", "wrong", [truth], withRow({ price: null })],
    ["another customer", "wrong", [truth], withRow({ to_number: "+13035550101" })],
    ["a leg elsewhere", "wrong", [truth], { ...record, legs: record.legs.slice(0, 1) }],
    ["a missing recording", "wrong", [truth], { ...record, recordings: [] }],
    ["a recording that is not offered", "wrong", [truth], withRow({ recording_url: null })],
    ["a row of a call that never was", "wrong", [], record],
    ["a create that never got there", "wrong", [truth], { ...record, calls: [row, never] }],
    ["a message that is not here", "lost", [withMessage], record],
    ["a message twice", "doubled", [withMessage], withMessages({}, {})],
    ["another's message", "wrong", [withMessage], withMessages({ mailbox_id: "ben" })],
    ["two notifications", "wrong", [withMessage], withMessages({ notified: { ana: 2 } })],
    ["no notification", "wrong", [withMessage], withMessages({ notified: {} })],
    ["one to others", "wrong", [withMessage], withMessages({ notified: { ana: 1, ben: 1 } })],
    ["a message that nobody left", "wrong", [truth], withMessages({})],
    [
      "a claim that never ends",
      "still open",
      [truth],
      { ...record, claims: [{ user_id: "ana", call_id: "call-1" }] },
    ],
    ["a live row", "still open", [truth], withRow({ ended_at: null })],
    ["an unsettled row", "still open", [truth], withRow({ settled_at: null })],
    ["a live call", "still open", [{ ...truth, isSettled: false }], record],
    [
      "a queued row",
      "still open",
      [truth],
      { ...record, calls: [row, { ...never, ended_at: null }] },
    ],
  ])("%s", (_, kind, truths, here) => {
    expect(counted(truths, here)).toContain(kind);
  });

  test("a problem in the ledger", () => {
    const event = { call_id: "call-1", call_sid: "CA1", event_type: "status", event_data: {} };
    const events = [{ ...event, problem: "leg CA1 belongs to another call" }];
    expect(counted([truth], { ...record, events })).toEqual(["wrong"]);
  });
});

test("a create that never arrived is right when its row says that it failed, and why", () => {
  const failed = {
    ...never,
    status: "failed",
    outcome: "failed",
    error_message: "Never received.",
  };
  expect(compare([truth], { ...record, calls: [row, failed] })).toEqual([]);
});
