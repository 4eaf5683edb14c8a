import { expect, test } from "vitest";
import { readToken } from "@/components/softphone/token";

const answer = { success: true, token: "t", identity: "u_1", expiresAt: "2026-01-05T12:00:00Z" };

test("a token is read with the moment it runs out and where signalling goes", () => {
  expect(readToken(answer)).toEqual({ kind: "token", token: "t", expiresAt: 1767614400000 });
  expect(readToken({ ...answer, signalling: "ws://127.0.0.1:9/signal" })).toMatchObject({
    signalling: "ws://127.0.0.1:9/signal",
  });
});

test.each([
  null,
  "token",
  {},
  { token: "t" },
  { ...answer, token: 1 },
  { ...answer, expiresAt: "soon" },
])("%j is no token", (body) => expect(readToken(body)).toBeUndefined());
