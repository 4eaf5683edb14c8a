import { expect, test } from "vitest";
import { mixed, powerOf, toG711, toSamples } from "@/local/carrier/media/g711";
import { Meter } from "@/local/carrier/media/meter";
import type { Peer } from "@/local/carrier/media/peer";
import { openWeriftPeer } from "@/local/carrier/media/werift-peer";
import { accessToken, Browser, setUpBrowsers } from "@/local/carrier/testing/browser";
import { toneLevel } from "@/local/carrier/testing/ears";
import { type Line, openLine } from "@/local/carrier/testing/line";

const tone = (height: number, turns: number) =>
  toG711(Float32Array.from({ length: 160 }, (_, at) => height * Math.sin((at * Math.PI) / turns)));

async function openEars() {
  const meter = new Meter();
  let last = new Uint8Array();
  const peer = await openWeriftPeer((received) => {
    if (received.kind !== "sound") return;
    meter.add(received.frame);
    last = Uint8Array.from(received.frame);
  });
  const levelAt = (hertz: number) => toneLevel([...toSamples(last)], hertz);
  return { peer, level: () => meter.read().level, levelAt };
}

function speak(peer: Peer, height: number, turns: number): Disposable {
  const frame = tone(height, turns);
  const timer = setInterval(() => peer.send(frame), 20);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

test("several sounds at once are their sum", () => {
  const [one, other] = [tone(0.3, 8), tone(0.3, 5)];
  expect(powerOf(mixed([one, other]))).toBeCloseTo(powerOf(one) + powerOf(other), 2);
  expect(mixed([one])).toEqual(one);
});

/** Three browsers in the conference "room". */
async function threeIn(line: Line) {
  const setup = await setUpBrowsers(line);
  line.app.on("/client", "<Response><Dial><Conference>room</Conference></Dial></Response>");
  const people = await Promise.all(
    ["ana", "ben", "cleo"].map(async (identity) => {
      const browser = await Browser.registered(line, accessToken(line, setup, identity));
      const ears = await openEars();
      const sdp = await ears.peer.offer();
      browser.send("invite", { callsid: `TJ${identity}`, sdp, twilio: {} });
      const answer = await browser.next("answer");
      await ears.peer.acceptAnswer(String(answer.sdp));
      return { ears, sid: String(answer.callsid) };
    }),
  );
  const [ana, ben, cleo] = people;
  if (!ana || !ben || !cleo) throw new Error("Somebody is missing");
  const change = (sid: string, form: Record<string, string>) =>
    line.rest("POST", `/Conferences/room/Participants/${sid}.json`, form);
  return { ana, ben, cleo, change };
}

test("in a conference each browser hears the others; who is muted or on hold is not heard", async () => {
  await using line = await openLine({ carrier: { hasSound: true } });
  const { ana, ben, cleo, change } = await threeIn(line);
  using _ana = speak(ana.ears.peer, 0.5, 8);
  using _ben = speak(ben.ears.peer, 0.2, 5);
  // Cleo hears the two together, each of them only the other.
  await expect.poll(cleo.ears.level).toBeCloseTo(0.381, 1);
  await expect.poll(ben.ears.level).toBeCloseTo(0.354, 1);
  await expect.poll(ana.ears.level).toBeCloseTo(0.141, 1);

  await change(ana.sid, { Muted: "true" });
  await expect.poll(cleo.ears.level).toBeCloseTo(0.141, 1);
  await expect.poll(ben.ears.level).toBeLessThan(0.01);
  await change(ana.sid, { Muted: "false" });
  await change(cleo.sid, { Hold: "true" });
  await expect.poll(ben.ears.level).toBeCloseTo(0.354, 1);
});

test("a whisper is heard by whom it is for, by level and frequency, until everybody is to hear it", async () => {
  await using line = await openLine({ carrier: { hasSound: true } });
  const { ana: rep, ben: customer, cleo: manager, change } = await threeIn(line);
  using _rep = speak(rep.ears.peer, 0.3, 8);
  using _customer = speak(customer.ears.peer, 0.3, 5);
  using _manager = speak(manager.ears.peer, 0.3, 4);
  const [repsTone, customersTone, managersTone] = [500, 800, 1_000];
  const loud = 0.212;
  await change(manager.sid, { Muted: "true" });
  await expect.poll(() => manager.ears.levelAt(customersTone)).toBeCloseTo(loud, 1);
  await expect.poll(() => manager.ears.levelAt(repsTone)).toBeCloseTo(loud, 1);
  await expect.poll(() => rep.ears.levelAt(managersTone)).toBeLessThan(0.01);
  expect(customer.ears.levelAt(managersTone)).toBeLessThan(0.01);

  await change(manager.sid, { Muted: "false", Coaching: "true", CallSidToCoach: rep.sid });
  await expect.poll(() => rep.ears.levelAt(managersTone)).toBeCloseTo(loud, 1);
  expect(customer.ears.levelAt(managersTone)).toBeLessThan(0.01);
  await expect.poll(() => rep.ears.levelAt(customersTone)).toBeCloseTo(loud, 1);
  await expect.poll(() => customer.ears.levelAt(repsTone)).toBeCloseTo(loud, 1);

  await change(manager.sid, { Coaching: "false" });
  await expect.poll(() => customer.ears.levelAt(managersTone)).toBeCloseTo(loud, 1);
  await expect.poll(() => rep.ears.levelAt(managersTone)).toBeCloseTo(loud, 1);
});
