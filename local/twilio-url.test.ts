import { afterEach, expect, test, vi } from "vitest";
import { portsFromEnvironment } from "@/local/options";
import { twilioUrlFromEnvironment } from "@/local/twilio-url";

const url = "http://127.0.0.1:4010";
afterEach(() => vi.unstubAllEnvs());

test("the address of the stack's own carrier is no other stand-in, and neither is nothing", () => {
  const ports = portsFromEnvironment();
  for (const own of [
    "",
    `http://127.0.0.1:${ports.carrier}`,
    `http://localhost:${ports.carrier}/`,
  ]) {
    vi.stubEnv("TWILIO_API_BASE_URL", own);
    expect(twilioUrlFromEnvironment(ports), own).toBeUndefined();
  }
  vi.stubEnv("TWILIO_API_BASE_URL", `${url}/`);
  expect(twilioUrlFromEnvironment(ports)).toBe(`${url}/`);
});

test.each(["127.0.0.1:4000", "ftp://127.0.0.1", "http://elsewhere.example"])(
  "%s is refused with what to do",
  (given) => {
    vi.stubEnv("TWILIO_API_BASE_URL", given);
    expect(() => twilioUrlFromEnvironment(portsFromEnvironment())).toThrow("TWILIO_API_BASE_URL=");
  },
);
