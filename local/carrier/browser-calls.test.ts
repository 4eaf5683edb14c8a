import { expect, test } from "vitest";
import { accessToken, Browser, setUpBrowsers } from "@/local/carrier/testing/browser";
import { customerCalls, legOf } from "@/local/carrier/testing/client";
import { ACME, CUSTOMER, openLine } from "@/local/carrier/testing/line";

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
