import { NextRequest } from "next/server";
import { beforeAll, expect, test, vi } from "vitest";
import { middleware } from "@/middleware";
import { nobody } from "@/tests/support/other-app";

beforeAll(() => {
  vi.stubEnv("NEXT_PUBLIC_SUPABASE_URL", `http://${nobody}`);
});

/**
 * Opens a page with a session whose token is due, or without one. Auth's own timeout passes in a
 * moment.
 */
async function open(path: string, { session }: { session: boolean }): Promise<Response> {
  const due = {
    access_token: "due",
    refresh_token: "r",
    token_type: "bearer",
    expires_in: 3600,
    expires_at: Math.floor(Date.now() / 1000) - 60,
    user: { id: "b0b7a8e2-2f7b-4a4e-9a39-2f4d2a9d3c11" },
  };
  const cookie = `sb-127-auth-token=base64-${Buffer.from(JSON.stringify(due)).toString("base64url")}`;
  const request = new NextRequest(`http://localhost:3000${path}`, {
    headers: session ? { cookie } : {},
  });
  vi.useFakeTimers({ toFake: ["setTimeout", "Date"] });
  try {
    let answer: Response | undefined;
    const answered = middleware(request).then((response) => {
      answer = response;
      return response;
    });
    while (!answer) {
      await new Promise((turn) => setImmediate(turn));
      vi.advanceTimersByTime(50);
    }
    return await answered;
  } finally {
    vi.useRealTimers();
  }
}

test("someone whose session is due while Auth is away is not sent to sign in again", async () => {
  const answer = await open("/contacts", { session: true });
  expect(answer.headers.get("location")).toBeNull();
  expect(answer.headers.getSetCookie()).toEqual([]);
});

test("someone without a session is, and comes back to where they were going", async () => {
  const answer = await open("/calls?outcome=busy", { session: false });
  expect(answer.headers.get("location")).toBe(
    "http://localhost:3000/login?next=%2Fcalls%3Foutcome%3Dbusy",
  );
});
