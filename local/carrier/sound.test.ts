import { expect, test } from "vitest";
import { openCall } from "@/local/carrier/engine/calls";
import { Directory } from "@/local/carrier/engine/directory";
import { BrowserSound } from "@/local/carrier/media/browser-sound";
import { toG711 } from "@/local/carrier/media/g711";
import { Meter } from "@/local/carrier/media/meter";
import type { Peer, Received } from "@/local/carrier/media/peer";
import { sounds } from "@/local/carrier/media/tones";
import { openWeriftPeer } from "@/local/carrier/media/werift-peer";
import { newSid } from "@/local/carrier/sid";
import { accessToken, Browser, setUpBrowsers } from "@/local/carrier/testing/browser";
import { ACME, CUSTOMER, type Line, openLine } from "@/local/carrier/testing/line";

const withSound = { carrier: { hasSound: true } };

/** What a browser hears and says by WebRTC. */
async function openEars() {
  const meter = new Meter();
  const peer = await openWeriftPeer((received) => {
    if (received.kind === "sound") meter.add(received.frame);
  });
  return { peer, level: () => meter.read().level, packets: () => meter.read().packets };
}

/** Speaks until the test is over: a tone of this height. */
function speak(peer: Peer, height: number): Disposable {
  const frame = toG711(
    Float32Array.from({ length: 160 }, (_, at) => height * Math.sin((at * Math.PI) / 8)),
  );
  const timer = setInterval(() => peer.send(frame), 20);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

const levelAt = async (line: Line, callSid: unknown) =>
  (await line.control.soundOf(line.sid, String(callSid))).level;

test("two browsers hear each other, and nobody any more once the call is over", async () => {
  await using line = await openLine(withSound);
  const setup = await setUpBrowsers(line);
  line.app.on(
    "/client",
    '<Response><Dial answerOnBridge="true"><Client>ben</Client></Dial></Response>',
  );
  const ana = await Browser.registered(line, accessToken(line, setup, "ana"));
  const ben = await Browser.registered(line, accessToken(line, setup, "ben"));
  const anaEars = await openEars();
  const benEars = await openEars();

  const sdp = await anaEars.peer.offer();
  ana.send("invite", { callsid: "TJ1", sdp, twilio: {} });
  const ringing = await ana.next("ringing");
  await anaEars.peer.acceptAnswer(String(ringing.sdp));
  // Early media: the ringing tone comes before the answer.
  await expect.poll(anaEars.level).toBeGreaterThan(0.1);

  await line.control.advance(line.sid, 1);
  const invite = await ben.next("invite");
  ben.send("answer", {
    callsid: invite.callsid,
    sdp: await benEars.peer.answer(String(invite.sdp)),
  });
  expect(await ana.next("answer")).toMatchObject({ callsid: ringing.callsid });
  using _ana = speak(anaEars.peer, 0.5);
  using _ben = speak(benEars.peer, 0.1);
  await expect.poll(benEars.level).toBeCloseTo(0.354, 1);
  await expect.poll(anaEars.level).toBeCloseTo(0.071, 1);
  await expect.poll(() => levelAt(line, ringing.callsid)).toBeCloseTo(0.354, 1);
  await expect.poll(() => levelAt(line, invite.callsid)).toBeCloseTo(0.071, 1);

  ana.send("hangup", { callsid: ringing.callsid });
  await ben.next("hangup");
  expect(await line.control.soundOf(line.sid, String(invite.callsid))).toEqual({
    level: 0,
    packets: 0,
  });
  for (const { peer } of [anaEars, benEars]) peer.close();
});

test("a browser hears the tone of a handset, also after its connection began anew", async () => {
  await using line = await openLine(withSound);
  const setup = await setUpBrowsers(line);
  line.app.on("/answer", "<Response><Dial><Client>ana</Client></Dial></Response>");
  const ana = await Browser.registered(line, accessToken(line, setup, "ana"));
  await line.control.handset(line.sid, CUSTOMER).dial(ACME);
  await line.control.advance(line.sid, 1);
  const { callsid, sdp } = await ana.next("invite");
  expect(String(sdp)).toMatch(/a=rtpmap:126 telephone-event\/8000/);
  const ears = await openEars();
  ana.send("answer", { callsid, sdp: await ears.peer.answer(String(sdp)) });
  await expect.poll(ears.level).toBeCloseTo(0.212, 1);

  const again = await openEars();
  ana.send("reinvite", { callsid, sdp: await again.peer.offer() });
  await again.peer.acceptAnswer(String((await ana.next("answer")).sdp));
  await expect.poll(again.level).toBeCloseTo(0.212, 1);
  using _ = speak(again.peer, 0.5);
  await expect.poll(() => levelAt(line, callsid)).toBeCloseTo(0.354, 1);
  for (const { peer } of [ears, again]) peer.close();
});

test("a page that nothing is left of but the call's token goes on with its own connection", async () => {
  await using line = await openLine(withSound);
  const setup = await setUpBrowsers(line);
  const token = accessToken(line, setup, "ana");
  line.app.on("/answer", "<Response><Dial><Client>ana</Client></Dial></Response>");
  const before = await Browser.registered(line, token);
  await line.control.handset(line.sid, CUSTOMER).dial(ACME);
  await line.control.advance(line.sid, 1);
  const { callsid, sdp, reconnect } = await before.next("invite");
  const ears = await openEars();
  before.send("answer", { callsid, sdp: await ears.peer.answer(String(sdp)) });
  await expect.poll(ears.packets).toBeGreaterThan(0);
  await before.drop();

  const after = await Browser.open(line);
  after.send("listen", { token, reconnectTimeout: 30 });
  const fresh = await openEars();
  after.send("invite", { callsid, reconnect, sdp: await fresh.peer.offer(), twilio: {} });
  await fresh.peer.acceptAnswer(String((await after.next("answer")).sdp));
  await expect.poll(fresh.level).toBeCloseTo(0.212, 1);
  for (const { peer } of [ears, fresh]) peer.close();
});

test("an offer that describes no sound ends the call, not the carrier", async () => {
  await using line = await openLine(withSound);
  const setup = await setUpBrowsers(line);
  const ana = await Browser.registered(line, accessToken(line, setup, "ana"));
  line.app.on("/client", "<Response><Pause length='60'/></Response>");
  ana.send("invite", { callsid: "TJ1", sdp: "nonsense", twilio: {} });
  expect(await ana.next("hangup")).toMatchObject({ callsid: "TJ1" });
  expect((await line.control.calls(line.sid))[0]?.status).toBe("failed");
});

test("the keys of an offer are taken at PCMU's own clock", async () => {
  const [browser, carrier] = [await openEars(), await openEars()];
  const wide = (await browser.peer.offer())
    .replace(/^(m=audio .*?) 126/m, "$1 110 126")
    .replace(/^(a=rtpmap:126 )/m, "a=rtpmap:110 telephone-event/48000\r\n$1");
  expect(wide).toMatch(/^m=audio \d+ \S+ 0 110 126/m);
  const answer = await carrier.peer.answer(wide);
  expect(answer).toMatch(/^m=audio \d+ \S+ 0 126\r$/m);
  expect(answer).toMatch(/^a=rtpmap:126 telephone-event\/8000\r$/m);
  for (const { peer } of [browser, carrier]) peer.close();
});

test("each press of a key counts once, however many packets it takes, and only in a call", async () => {
  const account = new Directory(
    () => "http://carrier.test",
    () => {},
  ).add({ sid: newSid("AC"), authToken: "", friendlyName: "Acme", clock: "virtual", nowMs: 0 });
  const call = openCall(account, {
    sid: newSid("CA"),
    parentSid: null,
    phoneNumberSid: null,
    direction: "inbound",
    from: "client:ana",
    to: "",
    target: null,
  });
  let hear: (received: Received) => void = () => {};
  const sound = new BrowserSound(call, async (given) => {
    hear = given;
    return await openWeriftPeer(given);
  });
  await sound.offer();
  const packets = (key: string, press: number) => {
    for (let packet = 0; packet < 5; packet++) hear({ kind: "key", key, press });
  };
  packets("1", 800);
  call.answer();
  packets("2", 1600);
  packets("2", 2400);
  packets("#", 3200);
  sound.close();
  const pressed = account.journal.entries.flatMap((entry) =>
    entry.kind === "digits" ? [entry.digits] : [],
  );
  expect(pressed).toEqual(["2", "2", "#"]);
});

test("a prompt is heard as a voice, and nothing after it", async () => {
  await using line = await openLine(withSound);
  const setup = await setUpBrowsers(line);
  line.app.on(
    "/client",
    "<Response><Say>Nobody can be reached</Say><Pause length='60'/></Response>",
  );
  const ana = await Browser.registered(line, accessToken(line, setup, "ana"));
  const ears = await openEars();
  ana.send("invite", { callsid: "TJ1", sdp: await ears.peer.offer(), twilio: {} });
  await ears.peer.acceptAnswer(String((await ana.next("answer")).sdp));
  await expect.poll(ears.level).toBeGreaterThan(0.05);
  await line.control.advance(line.sid, 10);
  await expect.poll(ears.level).toBe(0);
  ears.peer.close();
});

test("who was picked up for a Dial hears it ring until it is over", async () => {
  await using line = await openLine(withSound);
  const setup = await setUpBrowsers(line);
  line.app.on(
    "/client",
    `<Response><Dial callerId="${ACME}">${CUSTOMER}</Dial><Pause length="60"/></Response>`,
  );
  const ana = await Browser.registered(line, accessToken(line, setup, "ana"));
  const ears = await openEars();
  ana.send("invite", { callsid: "TJ1", sdp: await ears.peer.offer(), twilio: {} });
  await ears.peer.acceptAnswer(String((await ana.next("answer")).sdp));
  await expect.poll(ears.level).toBeGreaterThan(0.1);
  await line.control.advance(line.sid, 1);
  await line.control.handset(line.sid, CUSTOMER).decline();
  await expect.poll(ears.level).toBe(0);
  ears.peer.close();
});

test("the ringing tone is heard for two of six seconds", () => {
  const isSilent = (second: number) => sounds.ringing(second * 50).every((byte) => byte === 0xff);
  expect([0, 1, 2, 5, 6].map(isSilent)).toEqual([false, false, true, true, false]);
});
