import { expect, test } from "vitest";
import { readSoundToken, soundToken, UsedTokens } from "@/lib/agent/sound/token";

const now = new Date("2026-11-30T09:00:00Z");
const grant = {
  tenant_id: "91803bb9-44f5-41f9-a3ed-ae1f2a8e69f6",
  user_id: "a1803bb9-44f5-41f9-a3ed-ae1f2a8e69f6",
  session_id: "b1803bb9-44f5-41f9-a3ed-ae1f2a8e69f6",
  url: "wss://agent-1.example.com",
  sign_in: "c1803bb9-44f5-41f9-a3ed-ae1f2a8e69f6",
};
const read = (token: string, seconds = 0, used = new UsedTokens()) =>
  readSoundToken(token, new Date(now.getTime() + seconds * 1000), used);

test("a token says who hears what, for half a minute", () => {
  expect(read(soundToken(grant, now), 29)).toEqual(grant);
  const others = { ...grant, session_id: null, sign_in: null };
  expect(read(soundToken(others, now))).toEqual(others);
  expect(read(soundToken(grant, now), 31)).toBeNull();
});

test("it serves once; another of the same person's does too", () => {
  const used = new UsedTokens();
  const token = soundToken(grant, now);
  expect(read(token, 0, used)).toEqual(grant);
  expect(read(token, 1, used)).toBeNull();
  expect(read(soundToken(grant, now), 1, used)).toEqual(grant);
});

test.each([
  ["nothing", () => ""],
  ["another company", (token: string) => token.replace("91803bb9", "91803bb8")],
  ["another talk", (token: string) => token.replace("b1803bb9", "b1803bb8")],
  ["another sign-in", (token: string) => token.replace("c1803bb9", "c1803bb8")],
  ["another process", (token: string) => token.replace("agent-1", "agent-2")],
  ["a longer life", (token: string) => token.replace(/~(\d+)~/, (_, at) => `~${Number(at) + 60}~`)],
  ["a part more", (token: string) => `${token}~x`],
])("%s is refused", (_, change) => {
  expect(read(change(soundToken(grant, now)))).toBeNull();
});
