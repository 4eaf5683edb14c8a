import { expect, test } from "vitest";
import { ACME, CUSTOMER, clickToCall, openLine, REP } from "@/local/carrier/testing/line";

const CONNECT = `<Response>
  <Gather numDigits="1" timeout="5" action="/dial-customer"><Say>Calling Jane, press 1</Say></Gather>
  <Hangup/>
</Response>`;

function dialCustomer(origin: string) {
  return `<Response><Dial callerId="${ACME}" record="record-from-answer-dual" action="/dialed"
    recordingStatusCallback="${origin}/recording" recordingStatusCallbackEvent="in-progress completed">
    <Number statusCallback="${origin}/child-status"
      statusCallbackEvent="initiated ringing answered completed">${CUSTOMER}</Number>
  </Dial></Response>`;
}

test("a click connects the rep, who presses 1, with the customer, and everything is posted", async () => {
  await using line = await openLine();
  const { app, control, sid } = line;
  app.on("/connect", CONNECT);
  app.on("/dial-customer", dialCustomer(app.origin));
  app.on("/dialed", "<Response><Hangup/></Response>");
  await control.scriptHandset(sid, REP, {
    behaviour: "answers",
    afterSeconds: 4,
    press: [{ digits: "1", whenGathering: true }],
  });
  await control.scriptHandset(sid, CUSTOMER, {
    behaviour: "answers",
    afterSeconds: 6,
    hangupAfterSeconds: 61,
  });

  const created = await clickToCall(line);
  expect(created.status).toBe(201);
  expect(created.body).toMatchObject({ status: "queued", direction: "outbound-api", price: null });
  await control.runUntilIdle(sid);

  const parent = String(created.body.sid);
  expect(app.at("/status").map((hit) => hit.params.CallStatus)).toEqual([
    "initiated",
    "ringing",
    "in-progress",
    "completed",
  ]);
  expect(app.at("/status").map((hit) => hit.params.SequenceNumber)).toEqual(["0", "1", "2", "3"]);
  const [gathered] = app.at("/dial-customer");
  expect(gathered?.params).toMatchObject({
    CallSid: parent,
    Digits: "1",
    CallStatus: "in-progress",
  });
  const child = app.at("/child-status");
  expect(child.map((hit) => hit.params.CallStatus)).toEqual([
    "initiated",
    "ringing",
    "in-progress",
    "completed",
  ]);
  expect(child[0]?.params).toMatchObject({
    ParentCallSid: parent,
    Direction: "outbound-dial",
    From: ACME,
    To: CUSTOMER,
    CallbackSource: "call-progress-events",
  });
  expect(child[3]?.params).toMatchObject({
    CallDuration: "61",
    Duration: "2",
    SipResponseCode: "200",
  });
  expect(app.at("/dialed")[0]?.params).toMatchObject({
    CallSid: parent,
    DialCallSid: child[0]?.params.CallSid,
    DialCallStatus: "completed",
    DialCallDuration: "61",
    DialBridged: "true",
  });
  expect(app.at("/recording").map((hit) => hit.params.RecordingStatus)).toEqual([
    "in-progress",
    "completed",
  ]);
  expect(app.at("/recording")[1]?.params).toMatchObject({
    CallSid: parent,
    RecordingDuration: "61",
    RecordingChannels: "2",
    RecordingSource: "DialVerb",
  });
  const legs = await control.calls(sid);
  expect(legs.map(({ status, price }) => [status, price])).toEqual([
    ["completed", "-0.02800"],
    ["completed", "-0.02800"],
  ]);
});
