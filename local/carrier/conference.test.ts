import { expect, test } from "vitest";
import { spoken, warnings } from "@/local/carrier/testing/answered";
import { customerEnters, repEnters, roomEvents } from "@/local/carrier/testing/conference";
import { CUSTOMER, openLine, REP } from "@/local/carrier/testing/line";

test("a conference starts with the second and ends with the last, its events in order", async () => {
  await using line = await openLine();
  const customer = await customerEnters(line);
  expect(await spoken(line)).toEqual(["Hold music"]);
  const rep = await repEnters(line);
  await line.control.advance(line.sid, 30);
  await line.control.handset(line.sid, CUSTOMER).hangup();
  await line.control.advance(line.sid, 5);
  await line.control.handset(line.sid, REP).hangup();
  await line.control.runUntilIdle(line.sid);
  expect(roomEvents(line)).toEqual([
    ["participant-join", customer],
    ["participant-join", rep],
    ["conference-start", undefined],
    ["participant-leave", customer],
    ["participant-leave", rep],
    ["conference-end", undefined],
  ]);
  const sent = line.app.at("/room").map(({ params }) => params);
  expect(sent.map(({ SequenceNumber }) => SequenceNumber)).toEqual(["1", "2", "3", "4", "5", "6"]);
  expect(sent[0]).toMatchObject({ FriendlyName: "Acme 1", Muted: "false", Hold: "false" });
  expect(sent[3]).toMatchObject({
    ReasonParticipantLeft: "participant_hung_up",
    ParticipantCallStatus: "completed",
  });
  expect(sent[5]).toMatchObject({
    ReasonConferenceEnded: "last-participant-left",
    CallSidEndingConference: rep,
  });
  expect(new Set(sent.map(({ ConferenceSid }) => ConferenceSid)).size).toBe(1);
});

test("the action says answered and names no other leg", async () => {
  await using line = await openLine();
  const customer = await customerEnters(line);
  await line.control.handset(line.sid, CUSTOMER).hangup();
  await line.control.runUntilIdle(line.sid);
  const [left] = line.app.at("/left");
  expect(left?.params).toMatchObject({ CallSid: customer, DialCallStatus: "answered" });
  expect(left?.params).not.toHaveProperty("DialCallSid");
  expect(left?.params).not.toHaveProperty("DialCallDuration");
});

test("nobody talks before a host has come, and all leave with a host who ends it", async () => {
  await using line = await openLine();
  line.app.on("/music", "<Response><Say>Please wait</Say></Response>");
  await customerEnters(line, 'startConferenceOnEnter="false" waitUrl="/music"');
  await line.control.advance(line.sid, 60);
  expect(roomEvents(line).map(([event]) => event)).toEqual(["participant-join"]);
  // What is played before the start ends in silence; it does not begin again.
  expect(line.app.at("/music")).toHaveLength(1);
  const rep = await repEnters(line, 'endConferenceOnExit="true"');
  await line.control.handset(line.sid, REP).hangup();
  await line.control.runUntilIdle(line.sid);
  const events = line.app.at("/room").map(({ params }) => params);
  expect(events.at(-1)).toMatchObject({
    StatusCallbackEvent: "conference-end",
    ReasonConferenceEnded: "participant-with-end-conference-on-exit-left",
    CallSidEndingConference: rep,
  });
  expect(events.at(-2)?.ReasonParticipantLeft).toBe("moderator_ended_conference");
  expect(await spoken(line)).toEqual(["Please wait", "Goodbye"]);
});

test("a wait that cannot be had takes its caller out, and the action follows", async () => {
  await using line = await openLine();
  line.app.on("/music", { status: 500 });
  await customerEnters(line, 'waitUrl="/music"');
  await line.control.runUntilIdle(line.sid);
  expect(await spoken(line)).toEqual(["Goodbye"]);
});

test("a star leaves where it may, and the time limit ends a participant's stay", async () => {
  await using line = await openLine();
  await customerEnters(line, "", 'hangupOnStar="true"');
  await line.control.handset(line.sid, CUSTOMER).press("*");
  await line.control.runUntilIdle(line.sid);
  await customerEnters(line, "", 'timeLimit="50"');
  await line.control.advance(line.sid, 49);
  expect(line.app.at("/left")).toHaveLength(1);
  await line.control.advance(line.sid, 1);
  expect(line.app.at("/left")).toHaveLength(2);
});

test("a full conference, and one without the leg to coach, are not entered", async () => {
  await using line = await openLine();
  await customerEnters(line);
  await repEnters(line, 'maxParticipants="1"');
  await line.control.advance(line.sid, 5);
  await repEnters(line, `coach="CA${"0".repeat(32)}"`);
  await line.control.advance(line.sid, 5);
  expect(roomEvents(line).map(([event]) => event)).toEqual(["participant-join"]);
  expect(await warnings(line)).toEqual([13245, 13240]);
  expect(await spoken(line)).toEqual(["Hold music", "Bye, rep", "Bye, rep"]);
});

test("a coach is in the room for one leg, and says so", async () => {
  await using line = await openLine();
  const customer = await customerEnters(line);
  await repEnters(line, `coach="${customer}" muted="true" participantLabel="coach"`);
  expect(line.app.at("/room")[1]?.params).toMatchObject({
    Coaching: "true",
    CallSidToCoach: customer,
    Muted: "true",
    ParticipantLabel: "coach",
  });
});

test("a conference is recorded from its start, under its own sid", async () => {
  await using line = await openLine();
  await customerEnters(line, 'record="record-from-start" recordingStatusCallback="/recording"');
  await line.control.advance(line.sid, 60);
  await repEnters(line, 'endConferenceOnExit="true"');
  await line.control.advance(line.sid, 19);
  await line.control.handset(line.sid, REP).hangup();
  await line.control.runUntilIdle(line.sid);
  const { ConferenceSid } = line.app.at("/room")[0]?.params ?? {};
  const [sent] = line.app.at("/recording");
  expect(sent?.params).toMatchObject({ ConferenceSid, RecordingSource: "Conference" });
  expect(sent?.params.RecordingDuration).toBe("19");
  expect(sent?.params).not.toHaveProperty("CallSid");
  const listed = await line.rest("GET", `/Recordings.json?ConferenceSid=${ConferenceSid}`);
  expect(listed.body.recordings).toMatchObject([{ conference_sid: ConferenceSid, channels: 1 }]);
});

test("only the first participant says where the events go", async () => {
  await using line = await openLine();
  await customerEnters(line, "", "", "");
  await repEnters(line);
  await line.control.advance(line.sid, 5);
  expect((await line.rest("GET", "/Conferences.json")).body.conferences).toMatchObject([
    { status: "in-progress" },
  ]);
  expect(line.app.at("/room")).toEqual([]);
});

test("an account that is reset reports nothing of what was going on in it", async () => {
  await using line = await openLine();
  await customerEnters(line);
  const before = line.app.hits.length;
  await line.control.resetAccount(line.sid);
  line.app.on("/answer", '<Response><Enqueue action="/left">support</Enqueue></Response>');
  await line.control.handset(line.sid, CUSTOMER).dial("+12065550100");
  await line.control.settle(line.sid);
  await line.control.resetAccount(line.sid);
  line.app.on(
    "/answer",
    '<Response><Record action="/left" recordingStatusCallback="/left"/></Response>',
  );
  await line.control.handset(line.sid, CUSTOMER).dial("+12065550100");
  await line.control.advance(line.sid, 5);
  await line.control.resetAccount(line.sid);
  await line.control.runUntilIdle(line.sid);
  expect(line.app.hits.slice(before).map(({ path }) => path)).toEqual(["/answer", "/answer"]);
});
