import { expect, test } from "vitest";
import { requestKind } from "@/lib/renders/kind";

test.each([
  ["a webhook", "/api/twilio/voice/answer"],
  ["a webhook with a query", "/api/twilio/voice/dialed?call=1&leg=rep"],
  ["a webhook that does not exist, which is answered without a page", "/api/twilio/voice/other"],
  ["a webhook of LiveKit's", "/api/livekit/webhook"],
  ["a file of the build", "/_next/static/chunks/abc.js"],
  ["the health check", "/api/health"],
])("%s never waits", (_, target) => {
  expect(requestKind(target)).toBe("immediate");
});

test.each([
  ["a click on the phone icon", "/api/calls/initiate"],
  ["hanging up", "/api/calls/0c1c0a1e-0000-4000-8000-000000000000/hangup"],
  ["answering in a room", "/api/rooms/0c1c0a1e-0000-4000-8000-000000000000/token"],
  ["the sweep", "/api/cron/sweep"],
])("%s waits before all pages", (_, target) => {
  expect(requestKind(target)).toBe("urgent");
});

test.each([
  ["a page", "/contacts?_rsc=1"],
  ["a page whose name begins like the health check's", "/api/healthy"],
  ["a query that looks like a webhook", "/login?next=/api/twilio/"],
  ["a page behind dots", "/api/twilio/../../login"],
  ["a page behind encoded dots", "/_next/static/%2e%2e/%2e%2e/login"],
  ["a page behind a backslash", "/_next/static/\\..\\login"],
  ["a page behind an empty part", "//api/twilio/voice/answer"],
  ["a whole address", "http://localhost/login"],
])("%s waits for its turn", (_, target) => {
  expect(requestKind(target)).toBe("ordinary");
});
