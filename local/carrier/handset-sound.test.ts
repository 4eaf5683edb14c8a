import { expect, test } from "vitest";
import { wavFile } from "@/local/carrier/audio/wav";
import { sounds } from "@/local/carrier/media/tones";
import { wavSound } from "@/local/carrier/media/wav-sound";
import { accessToken, Browser, setUpBrowsers } from "@/local/carrier/testing/browser";
import { Ears } from "@/local/carrier/testing/ears";
import { ACME, CUSTOMER, openLine } from "@/local/carrier/testing/line";

const withSound = { carrier: { hasSound: true } };
const [low, high] = [600, 1400];

function toneWav(hertz: number, rate: number, seconds: number): Buffer<ArrayBuffer> {
  const sample = (_: unknown, at: number) => 0.5 * Math.sin((2 * Math.PI * hertz * at) / rate);
  return wavFile(Float32Array.from({ length: rate * seconds }, sample), rate);
}

test("whoever listens at a handset hears the browser and is heard there; before, a tone stands in", async () => {
  await using line = await openLine(withSound);
  const { control, sid } = line;
  const setup = await setUpBrowsers(line);
  line.app.on("/answer", "<Response><Dial><Client>ana</Client></Dial></Response>");
  const ana = await Browser.registered(line, accessToken(line, setup, "ana"));
  const { callSid } = await control.handset(sid, CUSTOMER).dial(ACME);
  await control.advance(sid, 1);
  const invite = await ana.next("invite");
  using page = await Ears.open();
  const answer = await page.peer.answer(String(invite.sdp));
  ana.send("answer", { callsid: invite.callsid, sdp: answer });
  await expect.poll(() => page.levelAt(440)).toBeGreaterThan(0.1);

  using customer = await Ears.at(control, sid, callSid);
  page.speak(high);
  await expect.poll(() => customer.levelAt(high)).toBeGreaterThan(0.2);
  customer.speak(low);
  await expect.poll(() => page.levelAt(low)).toBeGreaterThan(0.2);
  await expect.poll(() => page.levelAt(440)).toBeLessThan(0.01);
  expect((await control.soundOf(sid, callSid)).level).toBeGreaterThan(0.1);
  await control.handset(sid, CUSTOMER).hangup();
  expect(await control.handset(sid, CUSTOMER).state()).toMatchObject({ state: "idle" });
  await expect(control.listenAt(sid, callSid, await customer.peer.offer())).rejects.toThrow(
    "No handset is in this call",
  );
});

test("a file that is played is heard as it is; what is no WAV is heard as a voice", async () => {
  await using line = await openLine(withSound);
  const { control, sid, app } = line;
  app.on("/tone.wav", { status: 200, body: toneWav(high, 16_000, 2), type: "audio/wav" });
  app.on("/answer", `<Response><Play loop="5">${app.origin}/tone.wav</Play></Response>`);
  const { callSid } = await control.handset(sid, CUSTOMER).dial(ACME);
  await control.settle(sid);
  using customer = await Ears.at(control, sid, callSid);
  await expect.poll(() => customer.levelAt(high)).toBeGreaterThan(0.2);
  expect(customer.levelAt(low)).toBeLessThan(0.02);
  expect(wavSound(Buffer.from("ID3 no WAV at all"))).toBeNull();
  expect(wavSound(toneWav(high, 8000, 1))).toHaveLength(8000);
  expect(sounds.silence()).toHaveLength(160);
});

test("who asks for an echo hears what they say", async () => {
  await using line = await openLine(withSound);
  const { control, sid } = line;
  const setup = await setUpBrowsers(line);
  line.app.on("/client", "<Response><Echo/></Response>");
  const ana = await Browser.registered(line, accessToken(line, setup, "ana"));
  using page = await Ears.open();
  ana.send("invite", { callsid: "TJ1", sdp: await page.peer.offer(), twilio: {} });
  const { callsid, sdp } = await ana.next("answer");
  await page.peer.acceptAnswer(String(sdp));
  page.speak(low);
  await expect.poll(() => page.levelAt(low)).toBeGreaterThan(0.2);
  page.speak(0);
  await expect.poll(() => page.level()).toBeLessThan(0.01);
  ana.send("hangup", { callsid });
  await expect.poll(async () => (await control.calls(sid))[0]?.status).toBe("completed");
});

test("a caller whose browser is sent to a room hears music, and the browser again once they follow", async () => {
  await using line = await openLine(withSound);
  const { control, sid, app } = line;
  const setup = await setUpBrowsers(line);
  const room =
    '<Response><Dial><Conference beep="false" waitUrl="">r</Conference></Dial></Response>';
  app.on("/music.wav", { status: 200, body: toneWav(low, 8000, 2), type: "audio/wav" });
  const music = `<Response><Play loop="0">${app.origin}/music.wav</Play></Response>`;
  app.on(
    "/answer",
    `<Response><Dial action="${app.origin}/dialed"><Client>ana</Client></Dial></Response>`,
  );
  app.on("/dialed", music);
  const ana = await Browser.registered(line, accessToken(line, setup, "ana"));
  const { callSid } = await control.handset(sid, CUSTOMER).dial(ACME);
  await control.advance(sid, 1);
  const invite = await ana.next("invite");
  using page = await Ears.open();
  const answer = await page.peer.answer(String(invite.sdp));
  ana.send("answer", { callsid: invite.callsid, sdp: answer });
  using customer = await Ears.at(control, sid, callSid);
  page.speak(high);
  await expect.poll(() => customer.levelAt(high)).toBeGreaterThan(0.2);

  await line.rest("POST", `/Calls/${invite.callsid}.json`, { Twiml: room });
  await control.settle(sid);
  await expect.poll(() => customer.levelAt(low)).toBeGreaterThan(0.2);
  await expect.poll(() => customer.levelAt(high)).toBeLessThan(0.02);
  await control.advance(sid, 5);
  const back = await line.rest("POST", `/Calls/${callSid}.json`, { Twiml: room });
  expect(back.body).toMatchObject({ status: "in-progress" });
  await control.settle(sid);
  await expect.poll(() => customer.levelAt(high)).toBeGreaterThan(0.2);
  customer.speak(low);
  await expect.poll(() => page.levelAt(low)).toBeGreaterThan(0.2);
  expect((await control.calls(sid)).map(({ status }) => status)).toEqual([
    "in-progress",
    "in-progress",
  ]);
});
