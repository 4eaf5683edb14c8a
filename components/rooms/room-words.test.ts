import { expect, test } from "vitest";
import { readEntry, readSilence } from "@/components/rooms/ask-room";
import { endOf } from "@/components/rooms/room-end";
import { refusalOf } from "@/components/rooms/room-refusal";
import type { RoomState } from "@/components/rooms/room-state";
import { connectionWords, nameOf, roomSentence, silenceWords } from "@/components/rooms/room-words";

const room: RoomState = {
  ...{ people: [], isListening: false, isHeard: true, isSpeakerOff: false },
  ...{ isSoundBlocked: false, endsInSeconds: null },
};
const talking = { phase: "talking", isReconnecting: false, room } as const;

test.each([
  [{ ...talking, phase: "connecting" as const }, "Connecting…"],
  [talking, "Connected"],
  [{ ...talking, isReconnecting: true }, "Reconnecting… Stay on the line; the sound may go on."],
  [
    { ...talking, isReconnecting: true, room: { ...room, isHeard: false } },
    "Reconnecting… The caller can't hear you.",
  ],
  [
    { ...talking, isReconnecting: true, room: { ...room, isHeard: false, isListening: true } },
    "Reconnecting…",
  ],
])("a connection %o is said in words", (talk, words) => {
  expect(connectionWords(talk, "caller")).toBe(words);
});

const bo = { identity: "user_1", name: "Bo", isMe: false, isPhone: false };
const quiet = { isSpeaking: false, isMuted: false };

test("the caller is called as the call is, oneself 'You', and who has no name a colleague", () => {
  expect(nameOf({ ...bo, ...quiet }, "Jane Doe")).toBe("Bo");
  expect(nameOf({ ...bo, ...quiet, isPhone: true, name: "Phone +1" }, "Jane Doe")).toBe("Jane Doe");
  expect(nameOf({ ...bo, ...quiet, isMe: true }, "Jane Doe")).toBe("You");
  expect(nameOf({ ...bo, ...quiet, name: "" }, "Jane Doe")).toBe("A colleague");
});

const call = { isMeeting: false, rings: null, askedBy: null, people: [] };
const inside = { state: "in" };

test.each([
  [null, null],
  [{ ...call, rings: "answer" as const }, null],
  [
    { ...call, rings: "join" as const, askedBy: "Bo" },
    "Bo asks you to join the call with Jane Doe",
  ],
  [
    { ...call, isMeeting: true, rings: "answer" as const, askedBy: "Bo" },
    "Bo calls you into a meeting",
  ],
  [{ ...call, isMeeting: true, people: [{ state: "ringing" }] }, "Waiting for Jane Doe…"],
  [{ ...call, isMeeting: true, people: [inside] }, "Meeting with Jane Doe"],
])("the bar says of %o: %s", (of, sentence) => {
  expect(roomSentence({ customer: "Jane Doe", room: of })).toBe(sentence);
});

test("silence is counted down in words", () => {
  expect(silenceWords(5)).toBe("Nobody is speaking. The call ends in 5 s.");
  expect(silenceWords(0)).toBe("Nobody is speaking. The call is ending.");
});

test.each([
  ["CLIENT_INITIATED", null],
  ["ROOM_DELETED", null],
  ["PARTICIPANT_REMOVED", null],
  ["DUPLICATE_IDENTITY", "taken_over"],
  ["SIGNAL_CLOSE", "room_lost"],
  [undefined, "room_lost"],
])("a stay that ended by %s says %s", (reason, problem) => {
  expect(endOf(reason, false)).toBe(problem);
});

test("whoever answered and was not heard in time reads that the call rings on", () => {
  expect(endOf("PARTICIPANT_REMOVED", true)).toBe("not_in_time");
  expect(endOf("ROOM_DELETED", true)).toBeNull();
});

test("who came second reads the first one's name; other refusals say why", () => {
  const words = "Maya has taken this call.";
  expect(refusalOf({ code: "taken", message: words })).toEqual({ problem: "taken", words });
  expect(refusalOf({ code: "signed_out", message: null })).toEqual({
    ...{ problem: "signed_out", words: null },
  });
  const over = { code: "call_over", message: "This call has ended." };
  expect(refusalOf(over)).toEqual({ problem: "call_failed", words: over.message });
});

test.each([
  [
    { url: "wss://a", token: "t", identity: "user_1" },
    { url: "wss://a", token: "t" },
  ],
  [{ url: "wss://a" }, undefined],
  [null, undefined],
  ["nonsense", undefined],
])("a way in %o is read", (body, given) => expect(readEntry(body)?.given).toEqual(given));

test.each([
  [
    { silentForMs: 1, endsAfterMs: 9_000, ended: false },
    { silentForMs: 1, endsAfterMs: 9_000 },
  ],
  [
    { silentForMs: 1, endsAfterMs: null },
    { silentForMs: 1, endsAfterMs: null },
  ],
  [{ endsAfterMs: 9_000 }, undefined],
  [{ silentForMs: 1 }, undefined],
  [undefined, undefined],
])("a silence %o is read", (body, read) => expect(readSilence(body)).toEqual(read));
