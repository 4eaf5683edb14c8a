import { expect, test } from "vitest";
import { answered } from "@/local/carrier/testing/answered";
import { customerEnters, repEnters } from "@/local/carrier/testing/conference";
import { ACME, CUSTOMER, type Line, openLine, REP } from "@/local/carrier/testing/line";

/** Rep and customer talk and are recorded; gives the rep's leg. */
async function recorded(line: Line): Promise<string> {
  await line.control.scriptHandset(line.sid, CUSTOMER, { behaviour: "answers", afterSeconds: 1 });
  const sid = await answered(
    line,
    `<Response><Dial callerId="${ACME}" record="record-from-answer-dual">${CUSTOMER}</Dial></Response>`,
  );
  await line.control.advance(line.sid, 10);
  return sid;
}

async function lengths(line: Line): Promise<unknown[]> {
  await line.control.handset(line.sid, REP).hangup();
  await line.control.runUntilIdle(line.sid);
  const { recordings } = (await line.rest("GET", "/Recordings.json")).body;
  return Array.isArray(recordings) ? recordings.map(({ duration }) => Number(duration)) : [];
}

test("a pause is silence in the recording, or left out of it", async () => {
  const kept: unknown[] = [];
  for (const behaviour of ["silence", "skip"]) {
    await using line = await openLine();
    const path = `/Calls/${await recorded(line)}/Recordings/Twilio.CURRENT.json`;
    const paused = await line.rest("POST", path, { Status: "paused", PauseBehavior: behaviour });
    expect(paused.body.status).toBe("paused");
    await line.control.advance(line.sid, 30);
    expect((await line.rest("POST", path, { Status: "in-progress" })).body.status).toBe(
      "in-progress",
    );
    await line.control.advance(line.sid, 10);
    kept.push(...(await lengths(line)));
  }
  expect(Number(kept[0]) - Number(kept[1])).toBe(30);
});

test("a recording that is stopped stays as it was, and there is none to change any more", async () => {
  await using line = await openLine();
  const path = `/Calls/${await recorded(line)}/Recordings/Twilio.CURRENT.json`;
  expect((await line.rest("POST", path, { Status: "dancing" })).status).toBe(400);
  expect((await line.rest("POST", path, { Status: "stopped" })).body.status).toBe("processing");
  await line.control.advance(line.sid, 60);
  expect((await line.rest("POST", path, { Status: "paused" })).status).toBe(404);
  expect(Number((await lengths(line))[0])).toBeLessThan(20);
});

test("the API records a live call from now on, until its end", async () => {
  await using line = await openLine();
  const sid = await answered(line, "<Response><Pause length='60'/></Response>");
  await line.control.advance(line.sid, 10);
  const made = await line.rest("POST", `/Calls/${sid}/Recordings.json`, {
    RecordingStatusCallback: `${line.app.origin}/recording`,
  });
  expect(made).toMatchObject({ status: 201, body: { status: "in-progress", channels: 1 } });
  await line.control.advance(line.sid, 20);
  expect(await lengths(line)).toEqual([20]);
  expect(line.app.at("/recording")[0]?.params.RecordingSource).toBe("StartCallRecordingAPI");
  const late = await line.rest("POST", `/Calls/${sid}/Recordings.json`, {});
  expect(late.body.code).toBe(21220);
});

test("a conference's recording is paused below the conference", async () => {
  await using line = await openLine();
  await customerEnters(line, 'record="record-from-start" endConferenceOnExit="true"');
  await repEnters(line);
  const { ConferenceSid } = line.app.at("/room")[0]?.params ?? {};
  const path = `/Conferences/${ConferenceSid}/Recordings`;
  const form = { Status: "paused", PauseBehavior: "skip" };
  expect((await line.rest("POST", `${path}/Twilio.CURRENT.json`, form)).body.status).toBe("paused");
  await line.control.handset(line.sid, CUSTOMER).hangup();
  await line.control.runUntilIdle(line.sid);
  expect((await line.rest("GET", `${path}.json`)).body.recordings).toMatchObject([
    { conference_sid: ConferenceSid, source: "Conference" },
  ]);
});
