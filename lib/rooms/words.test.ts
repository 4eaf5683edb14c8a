import { expect, test } from "vitest";
import { mayJoin } from "@/lib/rooms/may-join";
import { endWords, personWords } from "@/lib/rooms/words";

test.each([
  ["silence", "Nobody spoke, so the call ended by itself."],
  ["caller_left", "The caller hung up."],
  ["something new", null],
  [null, null],
])("a room that ended by %s", (reason, words) => expect(endWords(reason)).toBe(words));

test.each([
  [{ state: "in", is_listener: false }, "In the room"],
  [{ state: "ringing", is_listener: false }, "Ringing…"],
  [{ state: "in", is_listener: true }, "Listening"],
  [{ state: "left", is_listener: true }, "Listened"],
] as const)("%o is said as %s", (one, words) => expect(personWords(one)).toBe(words));

const call = { user_id: "ana", callee_id: null };

test.each([
  ["whose call it is", "ana", [], true],
  ["who was asked", "bo", [{ user_id: "bo", is_listener: false }], true],
  ["who has only listened", "bo", [{ user_id: "bo", is_listener: true }], false],
  ["a colleague", "cy", [{ user_id: "bo", is_listener: false }], false],
])("%s may join: %s", (_, userId, people, may) => {
  expect(mayJoin(call, people, userId)).toBe(may);
});
