import { afterAll, beforeAll, expect, test } from "vitest";
import { startAgent, startVoice } from "@/tests/support/agent";
import { judge } from "@/tests/telephony/agent/judge";
import { play } from "@/tests/telephony/agent/play";
import { scenarios } from "@/tests/telephony/agent/scenarios";
import { openWorld } from "@/tests/telephony/agent/world";
import { admin } from "@/tests/telephony/record/call-record";

const provider = { baseUrl: "", key: "any", model: "stand-in", transcriptionModel: "stand-in" };

// A first run learns to hear both languages.
beforeAll(async () => {
  const voice = await startVoice();
  provider.baseUrl = voice.url;
  await startAgent({ REALTIME_STAND_IN_URL: voice.url });
});
afterAll(() => admin.end());

/** All of them run in `npm run agent:eval`. */
test.concurrent.each([
  ["en", "books, step by step"],
  ["ro", "books, then changes their mind before saying yes"],
  ["en", "is late: what was offered is taken meanwhile"],
  ["ro", "interrupts the offer"],
  ["en", "asks for a person in the middle of a booking"],
  ["ro", "presses 0 in the middle of a booking"],
] as const)("%s: a caller %s", async (language, name) => {
  const scenario = scenarios.find((each) => each.name === name);
  if (!scenario) throw new Error(`There is no ${name}`);
  const world = await openWorld(language, provider);
  const phone = `+1303555${String(1000 + scenarios.indexOf(scenario))}`;
  const session = await play(world, scenario, phone);
  expect(await judge(world, scenario, phone, session)).toEqual([]);
});
