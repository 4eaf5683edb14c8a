import { expect, test } from "vitest";
import { answered, spoken, warnings } from "@/local/carrier/testing/answered";
import {
  ACME,
  CUSTOMER,
  clickToCall,
  type Line,
  openLine,
  REP,
} from "@/local/carrier/testing/line";

/** Rep and customer are connected by this Dial; gives the sid of the rep's leg. */
async function talking(line: Line, attributes: string, extra: Record<string, string> = {}) {
  await line.control.scriptHandset(line.sid, CUSTOMER, { behaviour: "answers", afterSeconds: 2 });
  line.app.on("/dialed", "<Response><Say>Goodbye</Say></Response>");
  const sid = await answered(
    line,
    `<Response><Dial callerId="${ACME}" action="/dialed" ${attributes}>${CUSTOMER}</Dial></Response>`,
    extra,
  );
  await line.control.advance(line.sid, 5);
  expect((await line.control.handset(line.sid, CUSTOMER).state()).state).toBe("in-call");
  return sid;
}

test("a star of the first party ends the Dial where it may, and only there", async () => {
  await using line = await openLine();
  await talking(line, 'hangupOnStar="true"');
  await line.control.handset(line.sid, REP).press("5*");
  await line.control.settle(line.sid);
  expect(line.app.at("/dialed")[0]?.params.DialCallStatus).toBe("completed");
  await line.control.runUntilIdle(line.sid);
  expect(await spoken(line)).toEqual(["Goodbye"]);
});

test("a Dial's time limit ends the talk, not the first party's call", async () => {
  await using line = await openLine();
  await talking(line, 'timeLimit="60"');
  await line.control.runUntilIdle(line.sid);
  const [parent, child] = await line.control.calls(line.sid);
  expect(((child?.endedAt ?? 0) - (child?.answeredAt ?? 0)) / 1000).toBe(60);
  expect(parent?.status).toBe("completed");
  expect(await spoken(line)).toEqual(["Goodbye"]);
});

test("a call's own time limit ends both legs", async () => {
  await using line = await openLine();
  await talking(line, "", { TimeLimit: "90" });
  await line.control.runUntilIdle(line.sid);
  const [parent, child] = await line.control.calls(line.sid);
  expect(((parent?.endedAt ?? 0) - (parent?.answeredAt ?? 0)) / 1000).toBe(90);
  expect(child?.endedAt).toBe(parent?.endedAt);
});

test("a rep who hangs up ends the customer's leg, and the action is still requested", async () => {
  await using line = await openLine();
  const sid = await talking(line, "");
  await line.control.handset(line.sid, REP).hangup();
  await line.control.runUntilIdle(line.sid);
  expect((await line.control.handset(line.sid, CUSTOMER).state()).state).toBe("idle");
  expect(line.app.at("/dialed")[0]?.params).toMatchObject({
    CallSid: sid,
    CallStatus: "completed",
    DialCallStatus: "completed",
  });
  expect(await spoken(line)).toEqual([]);
});

test.each([
  ["do-not-record", null, null],
  ["true", 1, 10],
  ["record-from-answer", 1, 10],
  ["record-from-answer-dual", 2, 10],
  ["record-from-ringing-dual", 2, 13],
])(
  "record=%s makes a recording of %s channels and %s seconds",
  async (record, channels, length) => {
    await using line = await openLine();
    await line.control.scriptHandset(line.sid, CUSTOMER, {
      behaviour: "answers",
      afterSeconds: 2,
      hangupAfterSeconds: 10,
    });
    await answered(
      line,
      `<Response><Dial callerId="${ACME}" record="${record}">${CUSTOMER}</Dial></Response>`,
    );
    await line.control.runUntilIdle(line.sid);
    const { recordings } = (await line.rest("GET", "/Recordings.json")).body;
    const made =
      channels === null ? [] : [{ channels, duration: String(length), status: "completed" }];
    expect(recordings).toMatchObject(made);
  },
);

test("a whole call can be recorded, and nothing is left of one that nobody answered", async () => {
  await using line = await openLine();
  await answered(line, "<Response><Pause length='20'/></Response>", {
    Record: "true",
    RecordingChannels: "dual",
    RecordingStatusCallback: `${line.app.origin}/recording`,
  });
  await line.control.runUntilIdle(line.sid);
  expect(line.app.at("/recording")[0]?.params).toMatchObject({
    RecordingSource: "OutboundAPI",
    RecordingDuration: "20",
    RecordingStatus: "completed",
  });
  expect(line.app.at("/status").at(-1)?.params.RecordingUrl).toMatch(/RE[0-9a-f]{32}$/);
  await line.control.scriptHandset(line.sid, REP, { behaviour: "busy" });
  await clickToCall(line, { Record: "true" });
  await line.control.runUntilIdle(line.sid);
  expect((await line.rest("GET", "/Recordings.json")).body.recordings).toHaveLength(1);
});

test("prices and the finished recording come some seconds after the end", async () => {
  await using line = await openLine();
  await talking(line, 'record="record-from-answer-dual" recordingStatusCallback="/recording"');
  await line.control.handset(line.sid, REP).hangup();
  await line.control.settle(line.sid);
  const prices = async () => (await line.control.calls(line.sid)).map((call) => call.price);
  const state = async () =>
    (await line.rest("GET", "/Recordings.json")).body.recordings as Record<string, unknown>[];
  expect(await prices()).toEqual([null, null]);
  expect((await state())[0]).toMatchObject({ status: "processing", price: null });
  expect(line.app.at("/recording")).toEqual([]);
  await line.control.advance(line.sid, 4);
  expect((await state())[0]).toMatchObject({ status: "completed" });
  expect(line.app.at("/recording")).toHaveLength(1);
  await line.control.advance(line.sid, 10);
  expect(await prices()).toEqual(["-0.01400", "-0.01400"]);
  expect((await state())[0]).toMatchObject({ price: "-0.00250" });
});

test("sequential numbers are rung one after the other", async () => {
  await using line = await openLine();
  await line.control.scriptHandset(line.sid, CUSTOMER, { behaviour: "busy" });
  await line.control.scriptHandset(line.sid, "+13035550143", {
    behaviour: "answers",
    afterSeconds: 1,
    hangupAfterSeconds: 5,
  });
  await answered(
    line,
    `<Response><Dial sequential="true" callerId="${ACME}" action="/dialed">
      <Number>${CUSTOMER}</Number><Number>+13035550143</Number></Dial></Response>`,
  );
  await line.control.runUntilIdle(line.sid);
  expect(line.app.at("/dialed")[0]?.params).toMatchObject({ DialBridged: "true" });
});

test("a caller ID that the account does not own fails the Dial", async () => {
  await using line = await openLine();
  await answered(
    line,
    `<Response><Dial callerId="+14155550199" action="/dialed">${CUSTOMER}</Dial></Response>`,
  );
  await line.control.runUntilIdle(line.sid);
  expect(line.app.at("/dialed")[0]?.params).toMatchObject({ DialCallStatus: "failed" });
  expect(await warnings(line)).toContain(13214);
});

test("a rep who does not pick up rings for the call's timeout and five seconds", async () => {
  await using line = await openLine();
  await line.control.scriptHandset(line.sid, REP, { behaviour: "no-answer" });
  await clickToCall(line, { Timeout: "20" });
  await line.control.runUntilIdle(line.sid);
  expect(line.app.at("/status").at(-1)?.params).toMatchObject({
    CallStatus: "no-answer",
    CallDuration: "0",
  });
  const [call] = await line.control.calls(line.sid);
  expect(((call?.endedAt ?? 0) - (call?.startedAt ?? 0)) / 1000).toBeCloseTo(25.5, 1);
  expect(call?.price).toBeNull();
});
