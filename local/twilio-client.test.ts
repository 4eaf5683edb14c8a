import { createServer } from "node:http";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { listen } from "@/local/processes/listen";

const requests: string[] = [];
const standIn = createServer((request, response) => {
  requests.push(`${request.method} ${request.url}`);
  response.setHeader("content-type", "application/json");
  response.end("{}");
});
beforeAll(async () => {
  vi.stubEnv("TWILIO_API_BASE_URL", `http://127.0.0.1:${await listen(standIn, 0)}`);
});
afterAll(() => {
  vi.unstubAllEnvs();
  standIn.close();
});

test("the SDK asks what stands in for Twilio, for each host of Twilio's", async () => {
  const accountSid = `AC${"0".repeat(32)}`;
  vi.resetModules();
  const { twilioClient } = await import("@/lib/twilio/client");
  const client = twilioClient({ accountSid, authToken: "token" });
  await client.api.v2010.accounts(accountSid).fetch();
  await client.pricing.v2.voice.numbers("+12065550100").fetch();
  expect(requests).toEqual([
    `GET /2010-04-01/Accounts/${accountSid}.json`,
    "GET /pricing/v2/Voice/Numbers/+12065550100",
  ]);
});
