import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { parseEnv } from "node:util";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { twilioClient } from "@/lib/twilio/client";
import { listen } from "@/local/processes/listen";
import { inProject } from "@/local/project";

const requests: string[] = [];
const standIn = createServer((request, response) => {
  requests.push(`${request.method} ${request.url}`);
  response.setHeader("content-type", "application/json");
  response.end("{}");
});
beforeAll(async () => {
  const example = parseEnv(readFileSync(inProject(".env.local.example"), "utf8"));
  for (const [name, value] of Object.entries(example)) vi.stubEnv(name, value);
  vi.stubEnv("TWILIO_API_BASE_URL", `http://127.0.0.1:${await listen(standIn, 0)}`);
});
afterAll(() => {
  vi.unstubAllEnvs();
  standIn.close();
});

test("the SDK asks what stands in for Twilio, for each host of Twilio's", async () => {
  const accountSid = `AC${"0".repeat(32)}`;
  const client = twilioClient({ accountSid, authToken: "token" });
  await client.api.v2010.accounts(accountSid).fetch();
  await client.pricing.v2.voice.numbers("+12065550100").fetch();
  expect(requests).toEqual([
    `GET /2010-04-01/Accounts/${accountSid}.json`,
    "GET /pricing/v2/Voice/Numbers/+12065550100",
  ]);
});
