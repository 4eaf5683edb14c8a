import { expect, test } from "vitest";
import { z } from "zod";
import { accessToken, Browser, setUpBrowsers } from "@/local/carrier/testing/browser";
import { customerCalls, legOf } from "@/local/carrier/testing/client";
import { CUSTOMER, openLine } from "@/local/carrier/testing/line";

test("a browser that shows its token is connected, registered and reported offline", async () => {
  await using line = await openLine();
  const setup = await setUpBrowsers(line);
  const browser = await Browser.open(line);
  browser.send("listen", { token: accessToken(line, setup, "ana"), reconnectTimeout: 0 });
  const connected = await browser.next("connected");
  expect(connected.token).toEqual({ identity: "ana", ttl: expect.any(Number) });
  expect(connected).not.toHaveProperty("home");
  browser.send("register", { media: { audio: true } });
  await browser.next("ready");
  expect(await line.control.registeredClients(line.sid)).toEqual([{ identity: "ana", devices: 1 }]);
  browser.send("register", { media: { audio: false } });
  await browser.next("offline");
  expect(await line.control.registeredClients(line.sid)).toEqual([]);
});

test.each([
  ["another key's signature", { secret: "wrong" }, {}, 31204],
  ["a key that does not exist", { keySid: `SK${"0".repeat(32)}` }, {}, 31204],
  ["another account", {}, { claims: { sub: `AC${"0".repeat(32)}` } }, 31204],
  ["no identity", {}, { claims: { grants: {} } }, 31204],
  ["a life of more than a day", {}, { seconds: 90_000 }, 31204],
  ["an end in the past", {}, { seconds: -10 }, 31205],
])("a token with %s is refused, and nothing is registered", async (_, key, changes, code) => {
  await using line = await openLine();
  const setup = { ...(await setUpBrowsers(line)), ...key };
  const browser = await Browser.open(line);
  browser.send("listen", { token: accessToken(line, setup, "ana", changes) });
  expect((await browser.next("error")).error).toMatchObject({ code });
  browser.send("register", { media: { audio: true } });
  expect((await browser.next("error")).error).toMatchObject({ code: 31204 });
  browser.send("invite", { callsid: "TJ1", sdp: "v=0", twilio: {} });
  expect((await browser.next("error")).error).toMatchObject({ code: 31204 });
  expect(await line.control.registeredClients(line.sid)).toEqual([]);
});

test("a token that may not be called registers nothing, and one that runs out ends it", async () => {
  await using line = await openLine();
  const setup = await setUpBrowsers(line);
  const browser = await Browser.open(line);
  browser.send("listen", { token: accessToken(line, setup, "ana", { mayBeCalled: false }) });
  await browser.next("connected");
  browser.send("register", { media: { audio: true } });
  expect((await browser.next("error")).error).toMatchObject({ code: 31201 });
  browser.send("listen", { token: accessToken(line, setup, "ana") });
  await browser.next("connected");
  browser.send("register", { media: { audio: true } });
  await browser.next("ready");
  browser.send("listen", { token: accessToken(line, setup, "ana", { seconds: 3 }) });
  await browser.next("connected");
  expect(await line.control.registeredClients(line.sid)).toHaveLength(1);
  expect((await browser.next("error")).error).toMatchObject({ code: 31205 });
  expect(await line.control.registeredClients(line.sid)).toEqual([]);
});

test("what is no message of the protocol is refused, and the socket goes on", async () => {
  await using line = await openLine();
  const setup = await setUpBrowsers(line);
  const browser = await Browser.registered(line, accessToken(line, setup, "ana"));
  browser.send("nonsense", {});
  expect((await browser.next("error")).error).toMatchObject({ code: 31100 });
  browser.send("message", { callsid: "CA1", voiceeventsid: "KX1", content: {} });
  expect(await browser.next("ack")).toMatchObject({ acktype: "message", voiceeventsid: "KX1" });
});

test("a call rings with its parameters, and answering it connects", async () => {
  await using line = await openLine();
  const setup = await setUpBrowsers(line);
  const browser = await Browser.registered(line, accessToken(line, setup, "ana"));
  await customerCalls(line);
  const invite = await browser.next("invite");
  const leg = await legOf(line);
  expect(invite).toMatchObject({
    callsid: leg?.sid,
    parameters: { CallSid: leg?.sid, AccountSid: line.sid, From: CUSTOMER, To: "client:ana" },
  });
  const { Params } = z.object({ Params: z.string() }).parse(invite.parameters);
  expect(Object.fromEntries(new URLSearchParams(Params))).toEqual({ call: "7/8 ü" });
  browser.send("answer", { callsid: leg?.sid, sdp: "v=0" });
  await expect.poll(async () => (await legOf(line))?.status).toBe("in-progress");
  await line.control.advance(line.sid, 12);
  browser.send("dtmf", { callsid: leg?.sid, dtmf: "1" });
  browser.send("hangup", { callsid: leg?.sid });
  await expect.poll(async () => (await legOf(line))?.status).toBe("completed");
  await line.control.runUntilIdle(line.sid);
  const events = line.app.at("/leg").map(({ params }) => [params.To, params.CallStatus]);
  const statuses = ["initiated", "ringing", "in-progress", "completed"];
  expect(events).toEqual(statuses.map((status) => ["client:ana", status]));
  expect(line.app.at("/dialed")[0]?.params).toMatchObject({
    DialCallStatus: "completed",
    DialCallDuration: "12",
  });
});

test("every browser of an identity rings, the first to answer has the call", async () => {
  await using line = await openLine();
  const setup = await setUpBrowsers(line);
  const token = accessToken(line, setup, "ana");
  const first = await Browser.registered(line, token);
  const second = await Browser.registered(line, token);
  const other = await Browser.registered(line, accessToken(line, setup, "ben"));
  await customerCalls(line);
  const { callsid } = await first.next("invite");
  await second.next("invite");
  other.send("answer", { callsid, sdp: "v=0" });
  expect(await other.next("hangup")).toMatchObject({ error: { code: 31003 } });
  expect((await legOf(line))?.status).toBe("ringing");
  second.send("answer", { callsid, sdp: "v=0" });
  expect(await first.next("cancel")).toEqual({ callsid });
  first.send("answer", { callsid, sdp: "v=0" });
  expect(await first.next("hangup")).toMatchObject({ callsid, error: { code: 31003 } });
  await expect.poll(async () => (await legOf(line))?.status).toBe("in-progress");
  await line.control.handset(line.sid, CUSTOMER).hangup();
  expect(await second.next("hangup")).toEqual({ callsid });
  expect(await other.hasNo("invite")).toBe(true);
});

test("the ten browsers that registered last ring", async () => {
  await using line = await openLine();
  const token = accessToken(line, await setUpBrowsers(line), "ana");
  const [oldest, ...others] = await Promise.all(
    Array.from({ length: 11 }, () => Browser.open(line)),
  );
  for (const browser of [oldest, ...others]) {
    browser?.send("listen", { token });
    browser?.send("register", { media: { audio: true } });
    await browser?.next("ready");
  }
  expect(await line.control.registeredClients(line.sid)).toEqual([
    { identity: "ana", devices: 10 },
  ]);
  await customerCalls(line);
  for (const browser of others) await browser.next("invite");
  expect(await oldest?.hasNo("invite")).toBe(true);
});

test("a caller who gives up stops the ringing", async () => {
  await using line = await openLine();
  const setup = await setUpBrowsers(line);
  const browser = await Browser.registered(line, accessToken(line, setup, "ana"));
  await customerCalls(line);
  const { callsid } = await browser.next("invite");
  await line.control.handset(line.sid, CUSTOMER).hangup();
  expect(await browser.next("cancel")).toEqual({ callsid });
  expect((await legOf(line))?.status).toBe("canceled");
});

test.each([
  ["busy", {}],
  ["no-answer", { rejectedClientReports: "no-answer" as const }],
])("a call that every browser rejects is %s with %o", async (status, options) => {
  await using line = await openLine({ options });
  const setup = await setUpBrowsers(line);
  const token = accessToken(line, setup, "ana");
  const browsers = [await Browser.registered(line, token), await Browser.registered(line, token)];
  await customerCalls(line);
  for (const browser of browsers) {
    expect((await legOf(line))?.status).toBe("ringing");
    const { callsid } = await browser.next("invite");
    browser.send("reject", { callsid });
    await browser.hasNo("cancel");
  }
  await line.control.settle(line.sid);
  expect(line.app.at("/dialed")[0]?.params.DialCallStatus).toBe(status);
});

test.each(["no-answer", "failed", "busy"] as const)(
  "a browser that is not registered is %s where Twilio reports it so",
  async (unregisteredClientReports) => {
    await using line = await openLine({ options: { unregisteredClientReports } });
    const setup = await setUpBrowsers(line);
    const browser = await Browser.registered(line, accessToken(line, setup, "ana"));
    await browser.drop();
    await customerCalls(line);
    expect(line.app.at("/dialed")[0]?.params.DialCallStatus).toBe(unregisteredClientReports);
  },
);
