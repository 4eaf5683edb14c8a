import { expect, test } from "vitest";
import { spoken } from "@/local/carrier/testing/answered";
import { customerEnters, repEnters, roomEvents } from "@/local/carrier/testing/conference";
import { ACME, CUSTOMER, openLine, REP } from "@/local/carrier/testing/line";

/** Customer and rep are in the room; gives its path and the legs. */
async function talking(line: Awaited<ReturnType<typeof openLine>>, rep = "") {
  const customer = await customerEnters(line);
  const repSid = await repEnters(line, rep);
  const room = `/Conferences/${line.app.at("/room")[0]?.params.ConferenceSid}`;
  return { customer, rep: repSid, room };
}

test("hold plays its sound on and on until the leg is taken off hold", async () => {
  await using line = await openLine();
  const { customer, room } = await talking(line);
  line.app.on("/hold", "<Response><Say>One moment</Say><Pause length='9'/></Response>");
  const path = `${room}/Participants/${customer}.json`;
  const response = await line.rest("POST", path, {
    Hold: "true",
    HoldUrl: `${line.app.origin}/hold`,
  });
  expect(response.body).toMatchObject({ hold: true, call_sid: customer });
  await line.control.advance(line.sid, 25);
  expect(line.app.at("/hold").map(({ method }) => method)).toEqual(["GET", "GET", "GET"]);
  await line.rest("POST", path, { Hold: "false" });
  await line.control.advance(line.sid, 25);
  expect(line.app.at("/hold")).toHaveLength(3);
  expect(roomEvents(line).slice(3)).toEqual([
    ["participant-hold", customer],
    ["participant-unhold", customer],
  ]);
  expect((await line.control.handset(line.sid, CUSTOMER).state()).state).toBe("in-call");
});

test("muting, coaching and announcing are reported, and listed", async () => {
  await using line = await openLine();
  const { customer, rep, room } = await talking(line, 'participantLabel="rep"');
  line.app.on("/notice", "<Response><Say>This call is recorded</Say></Response>");
  const change = (form: Record<string, string>) =>
    line.rest("POST", `${room}/Participants/rep.json`, form);
  await change({ Muted: "true" });
  await change({ Muted: "true" });
  await change({ Coaching: "true", CallSidToCoach: customer });
  await change({ EndConferenceOnExit: "true" });
  expect((await change({ Coaching: "true", CallSidToCoach: `CA${"0".repeat(32)}` })).status).toBe(
    400,
  );
  await change({ Muted: "false", Coaching: "false", AnnounceUrl: `${line.app.origin}/notice` });
  await line.control.advance(line.sid, 5);
  expect(roomEvents(line).slice(3)).toEqual(
    ["mute", "modify", "modify", "unmute", "modify"]
      .map((event) => [`participant-${event}`, rep])
      .concat([["announcement-end", rep]]),
  );
  expect((await spoken(line)).at(-1)).toBe("This call is recorded");
  const { participants } = (await line.rest("GET", `${room}/Participants.json`)).body;
  expect(participants).toMatchObject([
    { call_sid: customer, status: "connected", end_conference_on_exit: false },
    { call_sid: rep, label: "rep", coaching: false, end_conference_on_exit: true },
  ]);
  const muted = await line.rest("GET", `${room}/Participants.json?Muted=true`);
  expect(muted.body.participants).toEqual([]);
});

test("the API calls somebody into a conference by its name", async () => {
  await using line = await openLine();
  await line.control.scriptHandset(line.sid, REP, { behaviour: "answers", afterSeconds: 3 });
  const { origin } = line.app;
  const made = await line.rest(
    "POST",
    `/Conferences/${encodeURIComponent("Acme & Co.")}/Participants.json`,
    {
      To: REP,
      From: ACME,
      Label: "rep",
      EndConferenceOnExit: "true",
      StatusCallback: `${origin}/status`,
      ConferenceStatusCallback: `${origin}/room`,
      ConferenceStatusCallbackEvent: ["join", "leave"],
    },
  );
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ status: "queued", label: "rep", end_conference_on_exit: true });
  await line.control.advance(line.sid, 5);
  await line.control.handset(line.sid, REP).hangup();
  await line.control.runUntilIdle(line.sid);
  expect(roomEvents(line)).toEqual([
    ["participant-join", made.body.call_sid],
    ["participant-leave", made.body.call_sid],
  ]);
  expect(line.app.at("/room")[0]?.params).toMatchObject({
    FriendlyName: "Acme & Co.",
    ConferenceSid: made.body.conference_sid,
    ParticipantLabel: "rep",
  });
  const [leg] = await line.control.calls(line.sid);
  expect(leg).toMatchObject({ direction: "outbound-api", parentSid: null, status: "completed" });
  expect(line.app.at("/status").at(-1)?.params.CallStatus).toBe("completed");
});

test.each([
  [{ To: "" }, 21201],
  [{ From: "+12065550188" }, 21210],
])("a participant with %o is refused with %i", async (change, code) => {
  await using line = await openLine();
  const form = { To: REP, From: ACME, ...change };
  const { status, body } = await line.rest("POST", "/Conferences/room/Participants.json", form);
  expect([status, body.code]).toEqual([400, code]);
});

test("a participant who is removed goes on with their own TwiML", async () => {
  await using line = await openLine();
  const { customer, room } = await talking(line);
  expect((await line.rest("DELETE", `${room}/Participants/${customer}.json`)).status).toBe(204);
  await line.control.advance(line.sid, 1);
  expect(line.app.at("/room").at(-1)?.params).toMatchObject({
    StatusCallbackEvent: "participant-leave",
    ReasonParticipantLeft: "participant_updated_via_api",
    ParticipantCallStatus: "in-progress",
  });
  expect((await spoken(line)).at(-1)).toBe("Goodbye");
  expect((await line.rest("GET", `${room}/Participants/${customer}.json`)).status).toBe(404);
});

test("a leg that the API sends elsewhere has left the conference", async () => {
  await using line = await openLine();
  const { customer } = await talking(line);
  line.app.on("/elsewhere", "<Response><Pause length='60'/></Response>");
  await line.rest("POST", `/Calls/${customer}.json`, { Url: `${line.app.origin}/elsewhere` });
  await line.control.settle(line.sid);
  expect(roomEvents(line).at(-1)).toEqual(["participant-leave", customer]);
  expect(line.app.at("/left")).toEqual([]);
});

test("a conference is listed while it lasts and after, and the API can end it", async () => {
  await using line = await openLine();
  const { room } = await talking(line);
  const live = await line.rest("GET", "/Conferences.json?FriendlyName=Acme+1&Status=in-progress");
  expect(live.body.conferences).toMatchObject([{ friendly_name: "Acme 1", region: "us1" }]);
  const ended = await line.rest("POST", `${room}.json`, { Status: "completed" });
  expect(ended.body).toMatchObject({
    status: "completed",
    reason_conference_ended: "conference-ended-via-api",
  });
  await line.control.settle(line.sid);
  const left = line.app.at("/room").flatMap(({ params }) => params.ReasonParticipantLeft ?? []);
  expect(left).toEqual(["conference_ended_via_api", "conference_ended_via_api"]);
  expect((await line.rest("GET", `${room}/Participants.json`)).status).toBe(404);
  expect((await line.rest("POST", `${room}.json`, { Status: "completed" })).status).toBe(400);
});
