import { expect, test } from "vitest";
import { spoken } from "@/local/carrier/testing/answered";
import { ACME, CUSTOMER, type Line, openLine } from "@/local/carrier/testing/line";

/** A customer calls, and hears this Record after a second. */
async function voicemail(line: Line, attributes = "", after = "<Say>Nothing heard</Say>") {
  line.app.on(
    "/answer",
    `<Response><Pause length="1"/><Record ${attributes}
      recordingStatusCallback="/recording"
      recordingStatusCallbackEvent="in-progress completed absent"/>${after}</Response>`,
  );
  line.app.on("/saved", "<Response><Say>Thank you</Say></Response>");
  const customer = line.control.handset(line.sid, CUSTOMER);
  const { callSid } = await customer.dial(ACME);
  await line.control.advance(line.sid, 1);
  return { customer, callSid };
}

test("a caller who hangs up after the beep has left a message", async () => {
  await using line = await openLine();
  const { customer, callSid } = await voicemail(line, 'action="/saved"');
  expect((await line.control.calls(line.sid))[0]?.status).toBe("in-progress");
  await line.control.advance(line.sid, 20);
  await customer.hangup();
  await line.control.runUntilIdle(line.sid);
  const [saved] = line.app.at("/saved");
  expect(saved?.params).toMatchObject({
    CallSid: callSid,
    CallStatus: "completed",
    Digits: "hangup",
    RecordingDuration: "20",
  });
  expect(saved?.params.RecordingUrl).toBe(
    `${line.carrier.origin}/2010-04-01/Accounts/${line.sid}` +
      `/Recordings/${saved?.params.RecordingSid}`,
  );
  const events = line.app.at("/recording").map(({ params }) => params);
  expect(events.map((params) => params.RecordingStatus)).toEqual(["in-progress", "completed"]);
  expect(events[1]).toMatchObject({
    RecordingSource: "RecordVerb",
    RecordingDuration: "20",
    RecordingChannels: "1",
    CallSid: callSid,
  });
  expect(await spoken(line)).toEqual(["(beep)"]);
});

test("a key ends the recording and is reported, others go nowhere", async () => {
  await using line = await openLine();
  const { customer } = await voicemail(line, 'action="/saved" finishOnKey="#" playBeep="false"');
  await line.control.advance(line.sid, 4);
  await customer.press("5");
  await line.control.advance(line.sid, 4);
  await customer.press("#");
  await line.control.runUntilIdle(line.sid);
  expect(line.app.at("/saved")[0]?.params).toMatchObject({ Digits: "#", RecordingDuration: "8" });
  expect(await spoken(line)).toEqual(["Thank you"]);
});

test.each([
  ["trim-silence", "6"],
  ["do-not-trim", "9"],
])("silence ends the recording, and with trim=%s it lasts %s seconds", async (trim, seconds) => {
  await using line = await openLine();
  const { customer } = await voicemail(line, `action="/saved" timeout="3" trim="${trim}"`);
  await customer.speak(6);
  await line.control.runUntilIdle(line.sid);
  expect(line.app.at("/saved")[0]?.params.RecordingDuration).toBe(seconds);
  expect(line.app.at("/saved")[0]?.params.Digits).toBeUndefined();
});

test("nothing is recorded longer than maxLength", async () => {
  await using line = await openLine();
  await voicemail(line, 'action="/saved" maxLength="12"');
  await line.control.runUntilIdle(line.sid);
  expect(line.app.at("/saved")[0]?.params.RecordingDuration).toBe("12");
});

test("a silent caller's recording is absent, and the next verb follows", async () => {
  await using line = await openLine();
  const { customer } = await voicemail(line, 'action="/saved"');
  await customer.speak(0);
  await line.control.runUntilIdle(line.sid);
  expect(line.app.at("/saved")).toEqual([]);
  expect(await spoken(line)).toEqual(["(beep)", "Nothing heard"]);
  expect(line.app.at("/recording").at(-1)?.params.RecordingStatus).toBe("absent");
});

test("without an action, the same document is asked again", async () => {
  await using line = await openLine();
  await voicemail(line, 'maxLength="5"');
  await line.control.advance(line.sid, 6);
  expect(line.app.at("/answer").map(({ params }) => params.RecordingDuration)).toEqual([
    undefined,
    "5",
  ]);
});
