import { expect, test } from "vitest";
import { mixed, powerOf, toG711 } from "@/local/carrier/media/g711";
import { Meter } from "@/local/carrier/media/meter";
import type { Peer } from "@/local/carrier/media/peer";
import { openWeriftPeer } from "@/local/carrier/media/werift-peer";
import { accessToken, Browser, setUpBrowsers } from "@/local/carrier/testing/browser";
import { openLine } from "@/local/carrier/testing/line";

const tone = (height: number, turns: number) =>
  toG711(Float32Array.from({ length: 160 }, (_, at) => height * Math.sin((at * Math.PI) / turns)));

async function openEars() {
  const meter = new Meter();
  const peer = await openWeriftPeer((received) => {
    if (received.kind === "sound") meter.add(received.frame);
  });
  return { peer, level: () => meter.read().level };
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

test("in a conference each browser hears the others; who is muted or on hold is not heard", async () => {
  await using line = await openLine({ carrier: { hasSound: true } });
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
  using _ana = speak(ana.ears.peer, 0.5, 8);
  using _ben = speak(ben.ears.peer, 0.2, 5);
  // Cleo hears the two together, each of them only the other.
  await expect.poll(cleo.ears.level).toBeCloseTo(0.381, 1);
  await expect.poll(ben.ears.level).toBeCloseTo(0.354, 1);
  await expect.poll(ana.ears.level).toBeCloseTo(0.141, 1);

  const change = (sid: string, form: Record<string, string>) =>
    line.rest("POST", `/Conferences/room/Participants/${sid}.json`, form);
  await change(ana.sid, { Muted: "true" });
  await expect.poll(cleo.ears.level).toBeCloseTo(0.141, 1);
  await expect.poll(ben.ears.level).toBeLessThan(0.01);
  await change(ana.sid, { Muted: "false" });
  await change(cleo.sid, { Hold: "true" });
  await expect.poll(ben.ears.level).toBeCloseTo(0.354, 1);
});
