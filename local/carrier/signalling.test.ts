import { expect, test } from "vitest";
import { z } from "zod";
import { accessToken, Browser, setUpBrowsers } from "@/local/carrier/testing/browser";
import { ACME, CUSTOMER, type Line, openLine } from "@/local/carrier/testing/line";

const CLIENT =
  '<Client statusCallback="/leg" statusCallbackEvent="initiated ringing answered completed">' +
  '<Identity>ana</Identity><Parameter name="call" value="7/8 ü"/></Client>';

/** A customer's call rings at the browsers of ana. */
async function customerCalls(line: Line, twiml = `<Dial action="/dialed">${CLIENT}</Dial>`) {
  line.app.on("/answer", `<Response>${twiml}</Response>`);
  line.app.on("/dialed", "<Response/>");
  const { callSid } = await line.control.handset(line.sid, CUSTOMER).dial(ACME);
  await line.control.advance(line.sid, 1);
  return callSid;
}

const legOf = async (line: Line) =>
  (await line.control.calls(line.sid)).find(({ to }) => to === "client:ana");

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

test("a browser places a call through its TwiML app, which may let it ring on", async () => {
  await using line = await openLine();
  const setup = await setUpBrowsers(line);
  line.app.on(
    "/client",
    `<Response><Dial callerId="${ACME}" answerOnBridge="true"><Number>${CUSTOMER}</Number></Dial>
     </Response>`,
  );
  const browser = await Browser.registered(line, accessToken(line, setup, "ana"));
  const params = "call=7%2F8%20%C3%BC&From=client%3Aben&CallSid=CA1&Digits=1";
  browser.send("invite", { callsid: "TJ1", sdp: "v=0", twilio: { params } });
  const { callsid } = await browser.next("ringing");
  const asked = line.app.at("/client")[0]?.params ?? {};
  expect(asked).toMatchObject({
    AccountSid: line.sid,
    ApplicationSid: setup.applicationSid,
    CallSid: callsid,
    CallStatus: "ringing",
    Direction: "inbound",
    From: "client:ana",
    Caller: "client:ana",
    To: "",
    Called: "",
    call: "7/8 ü",
    Digits: "1",
  });
  expect(Object.keys(asked).filter((name) => /City|State|Zip|Country/.test(name))).toEqual([]);
  await line.control.advance(line.sid, 2);
  expect(await browser.hasNo("answer")).toBe(true);
  await line.control.handset(line.sid, CUSTOMER).answer();
  expect(await browser.next("answer")).toMatchObject({ callsid });
  await line.control.advance(line.sid, 30);
  browser.send("hangup", { callsid });
  await expect.poll(() => line.app.at("/client-status").length).toBe(1);
  expect(line.app.at("/client-status")[0]?.params).toMatchObject({
    CallSid: callsid,
    CallStatus: "completed",
    CallDuration: "30",
    From: "client:ana",
  });
  const [leg, child] = await line.control.calls(line.sid);
  expect(leg).toMatchObject({ direction: "inbound", to: "" });
  expect(child).toMatchObject({ status: "completed", parentSid: callsid, from: ACME });
});

test("a call that nobody answers, and one without a TwiML app, end with Twilio's code", async () => {
  await using line = await openLine();
  const setup = await setUpBrowsers(line);
  line.app.on("/client", '<Response><Reject reason="busy"/></Response>');
  const browser = await Browser.registered(line, accessToken(line, setup, "ana"));
  browser.send("invite", { callsid: "TJ1", sdp: "v=0", twilio: { params: "To=%2B12065550100" } });
  expect(await browser.next("hangup")).toMatchObject({ callsid: "TJ1", error: { code: 31486 } });
  expect(line.app.at("/client")[0]?.params.To).toBe("+12065550100");
  await line.rest("DELETE", `/Applications/${setup.applicationSid}.json`);
  browser.send("invite", { callsid: "TJ2", sdp: "v=0", twilio: {} });
  expect(await browser.next("hangup")).toMatchObject({ callsid: "TJ2", error: { code: 31002 } });
  expect(await line.control.calls(line.sid)).toHaveLength(1);
});

test("a browser whose socket is lost takes its call up again; one that stays away ends it", async () => {
  await using line = await openLine();
  const setup = await setUpBrowsers(line);
  const token = accessToken(line, setup, "ana");
  const first = await Browser.registered(line, token);
  await customerCalls(line);
  const { callsid, reconnect } = await first.next("invite");
  first.send("answer", { callsid, sdp: "v=0" });
  await expect.poll(async () => (await legOf(line))?.status).toBe("in-progress");
  await first.drop();

  const second = await Browser.open(line);
  second.send("listen", { token, reconnectTimeout: 1 });
  second.send("invite", { callsid, sdp: "v=0", reconnect: "wrong", twilio: {} });
  expect(await second.next("hangup")).toMatchObject({ callsid, error: { code: 31003 } });
  second.send("invite", { callsid, sdp: "v=0", reconnect, twilio: {} });
  expect(await second.next("answer")).toEqual({ callsid, reconnect });
  expect((await legOf(line))?.status).toBe("in-progress");
  await second.drop();
  await expect.poll(async () => (await legOf(line))?.status).toBe("completed");
});

test("a handset can play a browser that places a call, and needs an app for it", async () => {
  await using line = await openLine();
  const ana = line.control.handset(line.sid, "client:ana");
  await expect(ana.connect({ params: { call: "7" } })).rejects.toThrow("no TwiML app");
  const { applicationSid } = await setUpBrowsers(line);
  const absent = `AP${"0".repeat(32)}`;
  await expect(ana.connect({ applicationSid: absent })).rejects.toThrow(absent);
  await expect(line.control.handset(line.sid, CUSTOMER).connect()).rejects.toThrow("no browser");
  line.app.on("/client", `<Response><Dial callerId="${ACME}">${CUSTOMER}</Dial></Response>`);
  const { callSid } = await ana.connect({ applicationSid, params: { call: "7" } });
  await line.control.advance(line.sid, 2);
  expect(line.app.at("/client")[0]?.params).toMatchObject({
    CallSid: callSid,
    From: "client:ana",
    ApplicationSid: applicationSid,
    call: "7",
  });
  expect((await ana.state()).state).toBe("in-call");
  await line.control.handset(line.sid, CUSTOMER).answer();
  await ana.hangup();
  await line.control.runUntilIdle(line.sid);
  expect(line.app.at("/client-status")[0]?.params.CallStatus).toBe("completed");
});

test("a registered browser comes before the handset that plays it", async () => {
  await using line = await openLine({ handsets: [{ phoneNumber: "client:ana", label: "Ana" }] });
  const ana = line.control.handset(line.sid, "client:ana");
  await customerCalls(line);
  expect(await ana.state()).toMatchObject({ state: "ringing", parameters: { call: "7/8 ü" } });
  await ana.decline();
  await line.control.runUntilIdle(line.sid);
  const setup = await setUpBrowsers(line);
  const browser = await Browser.registered(line, accessToken(line, setup, "ana"));
  await customerCalls(line);
  await browser.next("invite");
  expect((await ana.state()).state).toBe("idle");
});

test("browsers whose network is down are cut off for so long, and are not registered", async () => {
  await using line = await openLine();
  const setup = await setUpBrowsers(line);
  const token = accessToken(line, setup, "ana");
  const before = await Browser.registered(line, token);
  await line.control.cutOffClient(line.sid, "ana", 1);
  await before.closed();
  expect(await line.control.registeredClients(line.sid)).toEqual([]);
  await expect(line.control.cutOffClient(line.sid, "ana", 1)).rejects.toThrow("ana");
  const during = await Browser.open(line);
  during.send("listen", { token });
  await during.closed();
  expect(during.received).toEqual([]);
  const other = await Browser.registered(line, accessToken(line, setup, "ben"));
  expect(await other.hasNo("error")).toBe(true);
});

test("a reset ends the browsers' calls, and leaves them, their key and their app", async () => {
  await using line = await openLine();
  const setup = await setUpBrowsers(line);
  const browser = await Browser.registered(line, accessToken(line, setup, "ana"));
  await customerCalls(line);
  const { callsid } = await browser.next("invite");
  await line.control.resetAccount(line.sid);
  expect(await browser.next("cancel")).toEqual({ callsid });
  await customerCalls(line);
  browser.send("answer", { callsid: (await browser.next("invite")).callsid, sdp: "v=0" });
  await expect.poll(async () => (await legOf(line))?.status).toBe("in-progress");
  await line.control.resetAccount(line.sid);
  await browser.next("hangup");
  browser.send("invite", { callsid: "TJ1", sdp: "v=0", twilio: {} });
  await expect.poll(() => line.app.at("/client").length).toBe(1);
});
