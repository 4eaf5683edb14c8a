import { expect, test } from "vitest";
import { ringing, statuses } from "@/local/carrier/testing/inbound";
import { ACME, CUSTOMER, REP } from "@/local/carrier/testing/line";

test("a caller is connected with the rep who presses 1", async () => {
  await using line = await ringing();
  const { control, app, sid } = line;
  await control.scriptHandset(sid, REP, {
    behaviour: "answers",
    afterSeconds: 3,
    press: [{ digits: "1", whenGathering: true }],
    hangupAfterSeconds: 40,
  });
  const { callSid } = await control.handset(sid, CUSTOMER).dial(ACME);
  await control.runUntilIdle(sid);

  expect(app.at("/answer")[0]?.params).toMatchObject({
    CallSid: callSid,
    CallStatus: "ringing",
    Direction: "inbound",
    From: CUSTOMER,
    FromCity: "DENVER",
    CallerState: "CO",
    To: ACME,
    ToCity: "SEATTLE",
  });
  const [screened] = app.at("/screen");
  expect(screened?.params).toMatchObject({
    ParentCallSid: callSid,
    CallStatus: "in-progress",
    From: CUSTOMER,
  });
  expect(app.at("/accepted")[0]?.params.Digits).toBe("1");
  expect(app.at("/dialed")[0]?.params).toMatchObject({
    CallSid: callSid,
    CallStatus: "in-progress",
    DialCallStatus: "completed",
    DialBridged: "true",
  });
  expect(app.at("/dialed")[0]?.params.RecordingUrl).toMatch(/\/Recordings\/RE[0-9a-f]{32}$/);
  expect(app.at("/number-status")).toHaveLength(1);
  expect(app.at("/number-status")[0]?.params).toMatchObject({
    CallSid: callSid,
    CallStatus: "completed",
    SequenceNumber: "0",
  });
});

test.each(["completed", "no-answer"] as const)(
  "a voicemail that presses nothing is hung up on, not connected, and reported as %s",
  async (report) => {
    await using line = await ringing({ options: { whisperHangupReports: report } });
    const { control, app, sid } = line;
    await control.scriptHandset(sid, REP, { behaviour: "voicemail", pickupAfterSeconds: 12 });
    await control.handset(sid, CUSTOMER).dial(ACME);
    await control.runUntilIdle(sid);

    expect(statuses(line, "/child-status")).toEqual([
      "initiated",
      "ringing",
      "in-progress",
      "completed",
    ]);
    expect(app.at("/dialed")[0]?.params).toMatchObject({
      DialCallStatus: report,
      DialBridged: "false",
    });
    // The machine is hung up on when nobody presses a key, long before it would itself.
    expect(Number(app.at("/child-status").at(-1)?.params.CallDuration)).toBeLessThan(10);
    expect(app.at("/recording")).toHaveLength(0);
    const spoken = (await control.log(sid)).filter((entry) => entry.kind === "spoken");
    expect(spoken.map((entry) => entry.text)).toContain("Sorry, nobody is here");
  },
);

test("a screening document that ends without a hang-up connects, digit or not", async () => {
  await using line = await ringing();
  const { control, app, sid } = line;
  app.on("/screen", '<Response><Gather timeout="2"/></Response>');
  await control.scriptHandset(sid, REP, {
    behaviour: "voicemail",
    pickupAfterSeconds: 2,
    hangupAfterSeconds: 30,
  });
  await control.handset(sid, CUSTOMER).dial(ACME);
  await control.runUntilIdle(sid);
  expect(app.at("/dialed")[0]?.params).toMatchObject({ DialBridged: "true" });
});

test.each([
  [{ behaviour: "busy" }, "busy", "486"],
  [{ behaviour: "declines", afterSeconds: 2 }, "busy", "486"],
  [{ behaviour: "no-answer" }, "no-answer", "487"],
  [{ behaviour: "failed" }, "failed", "404"],
] as const)("a rep's phone that is %o reports %s", async (script, status, sip) => {
  await using line = await ringing();
  const { control, app, sid } = line;
  await control.scriptHandset(sid, REP, script);
  await control.handset(sid, CUSTOMER).dial(ACME);
  await control.runUntilIdle(sid);
  const last = app.at("/child-status").at(-1);
  expect(last?.params).toMatchObject({
    CallStatus: status,
    SipResponseCode: sip,
    CallDuration: "0",
  });
  expect(app.at("/dialed")[0]?.params).toMatchObject({
    DialCallStatus: status,
    DialBridged: "false",
  });
  expect(app.at("/dialed")[0]?.params.DialCallDuration).toBeUndefined();
});

test("a phone rings five seconds longer than the Dial's timeout says", async () => {
  await using line = await ringing();
  const { control, sid } = line;
  await control.handset(sid, CUSTOMER).dial(ACME);
  await control.settle(sid);
  await control.advance(sid, 5);
  const rep = control.handset(sid, REP);
  expect(await rep.state()).toMatchObject({ state: "ringing", peer: CUSTOMER });
  await control.advance(sid, 22);
  expect((await rep.state()).state).toBe("ringing");
  await control.advance(sid, 4);
  expect((await rep.state()).state).toBe("idle");
});

test.each(["canceled", "no-answer"] as const)(
  "a caller who gives up while the rep's phone rings ends it as %s, and the action is still requested",
  async (report) => {
    await using line = await ringing({ options: { abandonReports: report } });
    const { control, app, sid } = line;
    const customer = control.handset(sid, CUSTOMER);
    await customer.dial(ACME);
    await control.settle(sid);
    await control.advance(sid, 8);
    expect((await control.handset(sid, REP).state()).state).toBe("ringing");
    await customer.hangup();
    await control.runUntilIdle(sid);

    expect((await control.handset(sid, REP).state()).state).toBe("idle");
    expect(statuses(line, "/child-status").at(-1)).toBe(report);
    expect(app.at("/dialed")[0]?.params).toMatchObject({
      CallStatus: "completed",
      DialCallStatus: report,
      DialBridged: "false",
    });
    expect(app.at("/number-status")[0]?.params.CallStatus).toBe("completed");
  },
);

test("a caller who gives up before the TwiML has come back is not forwarded", async () => {
  await using line = await ringing();
  const { control, app, sid } = line;
  await control.fault(sid, { match: { path: "/answer" }, effect: { kind: "delay", seconds: 10 } });
  const customer = control.handset(sid, CUSTOMER);
  await customer.dial(ACME);
  await control.advance(sid, 2);
  await customer.hangup();
  await control.runUntilIdle(sid);
  expect(app.at("/child-status")).toEqual([]);
  expect(app.at("/number-status")[0]?.params.CallStatus).toBe("canceled");
});

test("with answerOnBridge the caller is not answered before the rep is", async () => {
  await using line = await ringing();
  const { control, app, sid } = line;
  app.on(
    "/answer",
    `<Response><Dial answerOnBridge="true" action="/dialed">${REP}</Dial></Response>`,
  );
  const { callSid } = await control.handset(sid, CUSTOMER).dial(ACME);
  await control.settle(sid);
  await control.advance(sid, 3);
  const status = async () =>
    (await control.calls(sid)).find((call) => call.sid === callSid)?.status;
  expect(await status()).toBe("ringing");
  expect((await control.handset(sid, CUSTOMER).state()).state).toBe("calling");
  await control.handset(sid, REP).answer();
  expect(await status()).toBe("in-progress");
  await control.handset(sid, REP).hangup();
  await control.runUntilIdle(sid);
  expect(app.at("/dialed")[0]?.params).toMatchObject({ DialBridged: "true" });
});

test("a caller without a number cannot be shown to the rep, so the Dial fails", async () => {
  await using line = await ringing();
  const { control, app, sid } = line;
  await control.handset(sid, CUSTOMER).dial(ACME, { callerId: "anonymous" });
  await control.runUntilIdle(sid);
  expect(app.at("/answer")[0]?.params).toMatchObject({ From: "anonymous", FromCountry: "" });
  expect(app.at("/dialed")[0]?.params).toMatchObject({ DialCallStatus: "failed" });
  const warnings = (await control.log(sid)).filter((entry) => entry.kind === "warning");
  expect(warnings.map((entry) => entry.code)).toContain(13214);
});

test("the tenant's own number may be shown instead of an anonymous caller's", async () => {
  await using line = await ringing({}, `callerId="${ACME}"`);
  const { control, sid } = line;
  await control.handset(sid, CUSTOMER).dial(ACME, { callerId: "anonymous" });
  await control.settle(sid);
  await control.advance(sid, 5);
  expect(await control.handset(sid, REP).state()).toMatchObject({ state: "ringing", peer: ACME });
});

test("a number without reachable TwiML falls back, and without a fallback apologises", async () => {
  await using line = await ringing();
  const { control, app, sid, rest } = line;
  const [number] = (await rest("GET", "/IncomingPhoneNumbers.json")).body
    .incoming_phone_numbers as { sid: string }[];
  app.on("/answer", { status: 500 });
  app.on("/fallback", "<Response><Say>From the fallback</Say></Response>");
  const spoken = async () =>
    (await control.log(sid)).flatMap((entry) => (entry.kind === "spoken" ? [entry.text] : []));
  await control.handset(sid, CUSTOMER).dial(ACME);
  await control.runUntilIdle(sid);
  expect((await spoken()).at(-1)).toContain("application error");

  await rest("POST", `/IncomingPhoneNumbers/${number?.sid}.json`, {
    VoiceFallbackUrl: `${app.origin}/fallback`,
  });
  await control.handset(sid, CUSTOMER).dial(ACME);
  await control.runUntilIdle(sid);
  expect((await spoken()).at(-1)).toBe("From the fallback");
  expect(app.at("/fallback")[0]?.params).toMatchObject({
    ErrorCode: "11200",
    ErrorUrl: `${app.origin}/answer`,
  });
});

test("a document that redirects to itself for ever ends the call", async () => {
  await using line = await ringing();
  const { control, app, sid } = line;
  app.on("/answer", "<Response><Redirect>/answer</Redirect></Response>");
  await control.handset(sid, CUSTOMER).dial(ACME);
  await control.runUntilIdle(sid);
  expect((await control.calls(sid))[0]?.status).toBe("completed");
});
