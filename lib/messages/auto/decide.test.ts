import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { decideReply, type ReplyFacts, taskOfEvery } from "@/lib/messages/auto/decide";

const rule = (changes: object) => ({
  ...{ id: randomUUID(), kind: "away" as const, keyword: null, action: "reply" as const },
  ...{ body: "We're closed", open_from: "09:00:00", open_until: "17:00:00" },
  ...{ open_days: [1, 2, 3, 4, 5], ...changes },
});
const keyword = rule({ kind: "keyword", keyword: "Price", body: "From $10" });
const task = rule({
  kind: "keyword",
  keyword: "callback",
  action: "task",
  body: "Call {name|back}",
});
const first = rule({ kind: "first_contact", body: "Hi {first_name|there}, this is {my_company}" });
const missed = rule({ kind: "missed_call", body: "Sorry we missed you {first_name}" });

const facts: ReplyFacts = {
  ...{ rules: [rule({}), keyword, task, first, missed], phone_number_id: randomUUID() },
  ...{ customer: "+12065550177", company: "Acme Solar", time_zone: "America/New_York" },
  ...{ contact: null, sent: [], body: "Hello", is_first: false },
};
// A Wednesday: 10:00 and 20:00 in New York.
const open = new Date("2026-06-10T14:00:00Z");
const closed = new Date("2026-06-11T00:00:00Z");

test.each<[string, Partial<ReplyFacts>, Date, object]>([
  ["outside hours", {}, closed, { kind: "reply", automatic: "away", text: "We're closed" }],
  ["within hours", {}, open, { kind: "none" }],
  ["on a Sunday", {}, new Date("2026-06-14T14:00:00Z"), { automatic: "away" }],
  ["outside hours, once a day", { sent: ["away"] }, closed, { kind: "none" }],
  ["with a word", { body: "What's the price?" }, open, { automatic: "keyword", text: "From $10" }],
  ["with part of a word", { body: "Priceless" }, open, { kind: "none" }],
  [
    "with a word for a task",
    { body: "callback pls" },
    closed,
    { kind: "task", title: "Call back" },
  ],
  ["of somebody new", { is_first: true }, closed, { text: "Hi there, this is Acme Solar" }],
  ["from a short code", { customer: "72975" }, closed, { kind: "none" }],
  ["from a name that sends", { customer: "BANK" }, closed, { kind: "none" }],
])("a text %s", (_, changes, now, expected) => {
  expect(decideReply({ ...facts, ...changes }, now)).toMatchObject(expected);
});

test("every text becomes a task beside what answers it, and is answered where nothing else does", () => {
  const every = rule({ kind: "any", action: "task", body: "Read {name|their} text" });
  const reply = rule({ kind: "any", body: "We read everything" });
  const all = { ...facts, rules: [...facts.rules, every, reply] };
  expect(taskOfEvery(all)).toBe("Read their text");
  expect(decideReply(all, closed)).toMatchObject({ automatic: "away" });
  expect(decideReply(all, open)).toMatchObject({ automatic: "any", text: "We read everything" });
  expect(taskOfEvery({ ...all, customer: "72975" })).toBeNull();
  expect(taskOfEvery({ ...all, body: undefined })).toBeNull();
  expect(taskOfEvery(facts)).toBeNull();
});

// In New York: June 10 is a Wednesday, June 13 a Saturday.
test.each([
  ["18:00", "00:00", "2026-06-10T21:59:00Z", true],
  ["18:00", "00:00", "2026-06-10T22:00:00Z", false],
  ["18:00", "00:00", "2026-06-11T03:59:00Z", false],
  ["18:00", "00:00", "2026-06-11T04:00:00Z", true],
  ["22:00", "06:00", "2026-06-11T02:00:00Z", false],
  ["22:00", "06:00", "2026-06-11T09:59:00Z", false],
  ["22:00", "06:00", "2026-06-11T10:00:00Z", true],
  ["22:00", "06:00", "2026-06-13T07:00:00Z", false],
  ["22:00", "06:00", "2026-06-14T07:00:00Z", true],
  ["22:00", "06:00", "2026-06-08T07:00:00Z", true],
  ["00:00", "00:00", "2026-06-11T03:00:00Z", false],
])("open from %s until %s, at %s it is away: %s", (from, until, now, isAway) => {
  const rules = [rule({ open_from: `${from}:00`, open_until: `${until}:00` })];
  const decision = decideReply({ ...facts, rules }, new Date(now));
  expect(decision.kind).toBe(isAway ? "reply" : "none");
});

test.each([
  [
    "Hi {first_name}, {name|friend} of {company}, this is {my_company}",
    "Hi, friend of, this is Acme Solar",
  ],
  ["{name}", null],
])("%s is answered to a stranger without braces or gaps, or not at all", (body, text) => {
  const rules = [rule({ kind: "first_contact", body })];
  const decision = decideReply({ ...facts, rules, is_first: true }, open);
  expect(decision.kind === "reply" ? decision.text : null).toBe(text);
});

test.each([
  [{ name: "Jane Doe", company: "" }, "Sorry we missed you Jane"],
  [null, "Sorry we missed you"],
])("a missed caller is texted, with what is known of them", (contact, text) => {
  const { body: _, is_first: __, ...call } = facts;
  const decision = decideReply({ ...call, contact }, open);
  expect(decision.kind === "reply" && decision.text.trim()).toBe(text);
});
