import { expect, test } from "vitest";
import { heardWords, transcriptState } from "@/lib/voicemail/words";

test.each([
  [null, null, "Not transcribed"],
  [null, "waiting", "Transcribing…"],
  [null, "failed", "Couldn't be transcribed"],
  [" ", "done", "No words recognized"],
  ["Please call me back.", "done", null],
])("a transcript %j in the state %j says %j", (transcript, transcript_state, words) => {
  expect(transcriptState({ transcript, transcript_state })).toBe(words);
});

const around = { me: "ana", names: new Map([["ben", "Ben Field"]]), timeZone: "UTC" };

test.each([
  ["ana", /^Heard by you, /],
  ["ben", /^Heard by Ben Field, /],
  ["gone", /^Heard by someone, /],
])("a message that %s heard says so", (heard_by, words) => {
  expect(heardWords({ heard_at: "2026-11-20T12:00:00Z", heard_by }, around)).toMatch(words);
});

test("a message that nobody has heard says nothing", () => {
  expect(heardWords({ heard_at: null, heard_by: null }, around)).toBeNull();
});
