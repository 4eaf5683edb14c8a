import { expect, test } from "vitest";
import { readStreamToken, streamToken } from "@/lib/twilio/stream-token";

const now = new Date("2026-11-30T09:00:00Z");
const grant = {
  tenant_id: "91803bb9-44f5-41f9-a3ed-ae1f2a8e69f6",
  call_id: "a1803bb9-44f5-81f9-a3ed-ae1f2a8e69f6",
  call_sid: `CA${"0".repeat(32)}`,
  version_id: "b1803bb9-44f5-41f9-a3ed-ae1f2a8e69f6",
  place: `${"a".repeat(40)}.100.9.20.0-1-2-3-4-5-6-7-8-9`,
  ...{ noticed: true, unrecorded: true },
};
const token = streamToken(grant, now);
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

test("a token says which call may be streamed, for a quarter of an hour", () => {
  expect(readStreamToken(token, later(899))).toEqual(grant);
  expect(readStreamToken(token, later(901))).toBeNull();
});

test("it fits into a parameter of Twilio's", () => {
  expect(token.length + "token".length).toBeLessThan(500);
});

test.each([
  ["nothing", ""],
  ["another tenant", token.replace("91803bb9", "91803bb8")],
  ["another call", token.replace("a1803bb9", "a1803bb8")],
  ["another place", token.replace(".100.", ".101.")],
  ["a recording after all", token.replace("~nu~", "~n~")],
  ["a longer life", token.replace(/~(\d+)~/, (_, until) => `~${Number(until) + 60}~`)],
  ["a part more", `${token}~x`],
])("%s is refused", (_, changed) => {
  expect(readStreamToken(changed, now)).toBeNull();
});
