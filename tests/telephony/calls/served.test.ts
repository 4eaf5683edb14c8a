import { expect, test } from "vitest";
import { Route } from "@/lib/routing/route";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { publish } from "@/tests/telephony/calls/routed";
import { customer, onlyCall } from "@/tests/telephony/calls/walk";

/** Key 1 says when it is open, which is what callers want to know; key 2 only ends the call. */
const route = Route.parse({
  ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "menu" },
  steps: {
    menu: {
      ...{ kind: "menu", name: "", sound: { text: "Your choice?" }, no_choice: "bye" },
      ...{ keys: { 1: "open", 2: "bye" }, timeout_seconds: 3, times: 1 },
    },
    open: { kind: "hang_up", name: "", sound: { text: "We open at nine." }, serves: true },
    bye: { kind: "hang_up", name: "", sound: null, serves: false },
  },
});

async function choose({ carrier, accountSid, number }: TestTenant, key: string): Promise<void> {
  // Twilio's times are ahead of ours: a slow machine is not to have the call end before its key.
  await carrier.advance(accountSid, 120);
  const caller = carrier.handset(accountSid, customer);
  await caller.dial(number);
  await carrier.advance(accountSid, 2);
  await caller.press(key);
  await carrier.runUntilIdle(accountSid);
}

test.each([
  ["who heard what they called for was served, not missed", "1", "handled", []],
  ["who only heard the end of the call was missed", "2", "missed", ["missed"]],
])("%s", async (_, key, outcome, missed) => {
  const tenant = await makeTenant();
  await publish(tenant, route);
  await choose(tenant, key);
  expect(await onlyCall(tenant)).toMatchObject({ outcome });
  const { data } = await tenant.rep.db.from("missed_callers").select("kind");
  expect(data?.map(({ kind }) => kind)).toEqual(missed);
});
