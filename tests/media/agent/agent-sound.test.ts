import type { Locator, Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Route } from "@/lib/routing/route";
import type { RealtimeVoice } from "@/local/realtime-voice/server";
import { publishAgent, startAgent, startVoice } from "@/tests/support/agent";
import { expectComplaint, openAs, withBrowser, withMicrophone } from "@/tests/support/browser";
import { stack } from "@/tests/support/stack";
import { makeTenant } from "@/tests/support/tenant";
import { publish } from "@/tests/telephony/calls/routed";
import { callOf } from "@/tests/telephony/calls/talking";
import { customer } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

/** Speech has pauses: a look every now and then would fall into them. */
const often = { interval: 50 };

withBrowser(withMicrophone);
afterAll(() => Promise.all([admin.end(), machine.end()]));

let voice: RealtimeVoice;
beforeAll(async () => {
  // Where the app of the tests expects it: it may be on this machine only there.
  voice = await startVoice(Number(new URL(stack.urls.voice).port));
  await startAgent({ REALTIME_STAND_IN_URL: voice.url });
});

const knowledge = {
  ...{ answers: [], address: "", prices: "" },
  opening_hours: "We are open from nine to five, from Monday to Friday, and on Saturday until one.",
};

/** Makes a page remember what it plays by its audio contexts. */
const rememberSound = (page: Page) =>
  page.addInitScript(() => {
    const { connect } = AudioNode.prototype;
    Object.assign(AudioNode.prototype, {
      connect(this: AudioNode, ...[to, ...rest]: Parameters<typeof connect>) {
        if (to instanceof AudioDestinationNode) {
          const analyser = this.context.createAnalyser();
          Reflect.apply(connect, this, [analyser]);
          Object.assign(window, { analyser });
        }
        return Reflect.apply(connect, this, [to, ...rest]);
      },
    });
  });

/** How loud a page plays at this moment, 0 to 1. */
const playedBy = (page: Page) =>
  page.evaluate(() => {
    const analyser: unknown = Reflect.get(window, "analyser");
    if (!(analyser instanceof AnalyserNode)) return 0;
    const samples = new Float32Array(analyser.fftSize);
    analyser.getFloatTimeDomainData(samples);
    return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  });

/** How far a bar of a meter is drawn, 0 to 1. */
const drawn = (meter: Locator, bar: number) =>
  meter
    .locator("> span > span")
    .nth(bar)
    .evaluate((each) => Number(each.style.scale.split(" ")[0]));

test("a manager hears both sides of a live talk, and the caller nothing of it", async () => {
  const tenant = await makeTenant();
  const on = callOf(tenant);
  const agent = await publishAgent(tenant, voice.url, { knowledge });
  const route = Route.parse({
    ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "agent" },
    steps: {
      agent: { kind: "agent", name: "Ana", agent_id: agent.id, next: "box" },
      box: {
        ...{ kind: "voicemail", name: "", mailbox: { kind: "shared" }, max_seconds: 60 },
        sound: { text: "Please leave a message." },
      },
    },
  });
  await publish(tenant, route);
  const page = await openAs(tenant.manager, "/agent", rememberSound);
  const caller = on.handset(customer);
  await caller.dial(tenant.number);
  await on.advance(3);
  await caller.listen({ silenceMs: 800 });

  await page.getByRole("button", { name: /^Listen to/ }).click();
  const meter = page.getByRole("img", { name: "You hear both sides" });
  await meter.waitFor();
  let silentAt = 0;
  /** The caller says it, and again after a pause: the page may begin to play in the middle. */
  const asCallerSpeaks = (measure: () => Promise<number>) => async () => {
    if (Date.now() >= silentAt) {
      const { seconds } = await caller.say("when are you open");
      silentAt = Date.now() + seconds * 1000 + 2_000;
    }
    return await measure();
  };
  const drawnOfCaller = asCallerSpeaks(() => drawn(meter, 0));
  const playedOfCaller = asCallerSpeaks(() => playedBy(page));
  await expect.poll(drawnOfCaller, often).toBeGreaterThan(0.15);
  await expect.poll(playedOfCaller, often).toBeGreaterThan(0.02);
  await expect.poll(() => drawn(meter, 1), often).toBeGreaterThan(0.15);
  await expect.poll(() => playedBy(page), often).toBeGreaterThan(0.02);

  const { data } = await tenant.admin.db.from("audit_log").select("actor_id, action");
  expect(data).toContainEqual({ actor_id: tenant.manager.userId, action: "call.agent_listened" });
  await page.getByRole("button", { name: /^Stop listening/ }).click();
  await page.getByRole("button", { name: /^Listen to/ }).waitFor();
  await page.getByRole("button", { name: /^End the call/ }).click();
  await page.getByRole("button", { name: "End call", exact: true }).click();
  await expect.poll(() => on.state(customer)).toBe("idle");
});

test("an admin talks with a draft by microphone; a refused one is said in a sentence", async () => {
  const tenant = await makeTenant();
  const { id } = await publishAgent(tenant, voice.url, { knowledge });
  const path = `/settings/voice-agent/${id}`;
  const page = await openAs(tenant.admin, path, rememberSound);
  await page.getByRole("button", { name: "Talk by microphone" }).click();
  await page.getByRole("img", { name: "Your microphone, and the voice agent" }).waitFor();
  await expect.poll(() => playedBy(page), often).toBeGreaterThan(0.02);
  const turns = page.getByRole("list", { name: "What is said" });
  await turns.getByText(/automated assistant/).waitFor();
  const own = page.getByRole("img", { name: "Your microphone, and the voice agent" });
  await expect.poll(() => drawn(own, 0), often).toBeGreaterThan(0.15);
  await page.getByRole("button", { name: "Hang up", exact: true }).click();
  await page.getByRole("button", { name: "Talk again" }).waitFor();
  const { data } = await tenant.admin.db.from("voice_agent_sessions").select("id");
  expect(data).toEqual([]);
  // Its time counts towards the company's day for trials, which is said where it is used up.
  const trials = () => admin`select ended_at - started_at < interval '3 minutes' as is_counted
    from private.agent_trials where tenant_id = ${tenant.id}`;
  await expect.poll(trials).toEqual([{ is_counted: true }]);
  await admin`insert into private.agent_trials (tenant_id, id, started_at, ended_at)
    select ${tenant.id}, gen_random_uuid(), now(), now() + interval '3 minutes'
    from generate_series(1, 10)`;
  expectComplaint(/409/);
  await page.getByRole("button", { name: "Talk again" }).click();
  await page.getByText("30 minutes a day of trials by microphone are used up").waitFor();

  const refused = await openAs(tenant.admin, path, (opened) =>
    opened.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = async () => {
        throw new DOMException("Permission denied", "NotAllowedError");
      };
    }),
  );
  await refused.getByRole("button", { name: "Talk by microphone" }).click();
  await refused.getByText("The microphone is blocked.").waitFor();
});
