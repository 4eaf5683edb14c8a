import { inspect } from "node:util";
import { expect, test, vi } from "vitest";

const authToken = "0123456789abcdef0123456789abcdef";

test("what fails on its way to Twilio says nothing of the token, as errors are logged", async () => {
  // Linux keeps port 1 unused.
  vi.stubEnv("TWILIO_API_BASE_URL", "http://127.0.0.1:1");
  vi.resetModules();
  const { twilioClient } = await import("@/lib/twilio/client");
  const { twilioFailure } = await import("@/lib/twilio/refusal");
  const accountSid = `AC${"0".repeat(32)}`;
  const error: unknown = await twilioClient({ accountSid, authToken })
    .calls.list({ limit: 1 })
    .catch((cause: unknown) => cause);
  expect(twilioFailure(error)).toMatchObject({ kind: "not_sent" });
  const logged = inspect(error, { depth: 10, showHidden: true });
  expect(logged).toContain("ECONNREFUSED");
  for (const secret of [authToken, Buffer.from(`${accountSid}:${authToken}`).toString("base64")]) {
    expect(logged).not.toContain(secret);
  }
  vi.unstubAllEnvs();
  vi.resetModules();
});
