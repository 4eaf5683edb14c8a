import { expect, test } from "vitest";
import { mayJoin } from "@/lib/rooms/may-join";
import { endWords, invitedWords, personWords } from "@/lib/rooms/words";

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
  ["whose call it is", { userId: "ana", isInvited: false }, true],
  ["who was asked", { userId: "bo", isInvited: true }, true],
  ["who was only rung, or has listened", { userId: "bo", isInvited: false }, false],
])("%s may join: %o, %s", (_, who, may) => {
  expect(mayJoin(call, who)).toBe(may);
});

test.each([
  [{ name: "Bo", there: false, rung: true }, null],
  [{ name: "Bo", there: true, rung: false }, "Bo is in this room already."],
  [
    { name: "Bo", there: false, rung: false },
    "Bo's desk isn't open, so nothing rings there. Bo is notified, and can join from this call's page.",
  ],
])("an invitation %o is said as %s", (invited, words) => {
  expect(invitedWords(invited)).toBe(words);
});
