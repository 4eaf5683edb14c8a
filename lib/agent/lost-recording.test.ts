import { expect, test } from "vitest";
import { lostOf } from "@/lib/agent/lost-recording";

const ended = new Date("2026-11-30T09:00:00Z");
const made = (seconds: number, changes: { source?: string; status?: string } = {}) => ({
  ...{ sid: `RE${seconds}`, source: "StartCallRecordingAPI", status: "in-progress", ...changes },
  startTime: new Date(ended.getTime() + seconds * 1000),
});
const dialled = { source: "DialVerb" };
const done = { status: "completed" };

test.each([
  ["nothing where there is none", [], []],
  ["nothing where it was ended", [made(-60, done)], []],
  ["the talk's that goes on", [made(-60)], ["RE-60"]],
  ["the one before and the one after a pause", [made(-20), made(-60)], ["RE-60", "RE-20"]],
  ["the talk's by another clock", [made(20)], ["RE20"]],
  ["never the one of the <Dial> that follows", [made(5, dialled), made(-60)], ["RE-60"]],
  ["nor one of an agent or a room that follows", [made(9), made(-60, done)], []],
  ["nor one of much later", [made(31)], []],
])("it ends %s", (_, recordings, lost) => {
  expect(lostOf(recordings, ended).map(({ sid }) => sid)).toEqual(lost);
});
