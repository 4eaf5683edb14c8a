import { expect, test } from "vitest";
import { nextState, offline, type PhoneEvent } from "@/components/softphone/state";

const after = (...events: PhoneEvent[]) => events.reduce(nextState, offline);
const online: PhoneEvent[] = [{ kind: "going_online" }, { kind: "registered" }];
const talking: PhoneEvent[] = [
  ...online,
  { kind: "incoming", callId: "a" },
  { kind: "answering", callId: "a" },
  { kind: "talking", callId: "a" },
];

test("goes online, loses its line and gets it back by itself", () => {
  expect(after({ kind: "going_online" }).line).toBe("connecting");
  expect(after(...online).line).toBe("ready");
  expect(after(...online, { kind: "line_lost" }).line).toBe("lost");
  expect(after(...online, { kind: "line_lost" }, { kind: "registered" }).line).toBe("ready");
});

test("a line that was never there is not lost", () => {
  expect(after({ kind: "going_online" }, { kind: "line_lost" }).line).toBe("connecting");
});

test("a fresh token while it is ready does not show it as connecting", () => {
  expect(after(...online, { kind: "going_online" }).line).toBe("ready");
});

test("a call rings once, however often it is offered, and is answered", () => {
  const ringing = after(...online, { kind: "incoming", callId: "a" });
  expect(ringing.incoming).toEqual(["a"]);
  expect(nextState(ringing, { kind: "incoming", callId: "a" })).toBe(ringing);
  expect(after(...talking)).toMatchObject({
    incoming: [],
    talk: { callId: "a", phase: "talking" },
  });
});

test("an offer that comes again after it was answered does not ring", () => {
  expect(after(...talking, { kind: "incoming", callId: "a" }).incoming).toEqual([]);
});

test("a second call waits; answering it replaces the first, whose end comes later", () => {
  const waiting = after(...talking, { kind: "incoming", callId: "b" });
  expect(waiting).toMatchObject({ incoming: ["b"], talk: { callId: "a" } });
  const answered = nextState(waiting, { kind: "answering", callId: "b" });
  const ended = nextState(answered, { kind: "ended", callId: "a" });
  expect(ended).toMatchObject({ incoming: [], talk: { callId: "b" } });
});

test("a second call that gives up leaves the first alone", () => {
  const events: PhoneEvent[] = [
    ...talking,
    { kind: "incoming", callId: "b" },
    { kind: "ended", callId: "b" },
  ];
  expect(after(...events)).toMatchObject({ incoming: [], talk: { callId: "a" } });
});

test("a call that is placed connects, rings and is talked on; a late ringing changes nothing", () => {
  const placing = after(...online, { kind: "placing", callId: "a" });
  expect(placing.talk?.phase).toBe("connecting");
  const ringing = nextState(placing, { kind: "ringing", callId: "a" });
  expect(ringing.talk?.phase).toBe("ringing");
  const talk = nextState(ringing, { kind: "talking", callId: "a" });
  expect(nextState(talk, { kind: "ringing", callId: "a" }).talk?.phase).toBe("talking");
});

test("going offline leaves nothing but what is to be said", () => {
  const failed: PhoneEvent = { kind: "failed", problem: "token_refused" };
  expect(after(...talking, failed, { kind: "went_offline" })).toEqual({
    ...offline,
    problem: "token_refused",
  });
});

test("losing the line leaves the call as it is", () => {
  expect(after(...talking, { kind: "line_lost" }).talk?.phase).toBe("talking");
});

test.each<PhoneEvent>([
  { kind: "registered" },
  { kind: "going_online" },
  { kind: "placing", callId: "a" },
  { kind: "problem_seen" },
])("a problem is gone after $kind", (event) => {
  expect(after({ kind: "failed", problem: "twilio_unreachable" }, event).problem).toBeNull();
});

test("mute, a lost connection and what is wrong with the sound are shown and taken back", () => {
  const bad = after(
    ...talking,
    { kind: "muted", callId: "a", isMuted: true },
    { kind: "reconnecting", callId: "a" },
    { kind: "warning", callId: "a", name: "high-rtt" },
    { kind: "warning", callId: "a", name: "low-mos" },
    { kind: "warning", callId: "a", name: "high-rtt" },
  );
  expect(bad.talk).toMatchObject({
    isMuted: true,
    isReconnecting: true,
    warnings: ["low-mos", "high-rtt"],
  });
  const good: PhoneEvent[] = [
    { kind: "muted", callId: "a", isMuted: false },
    { kind: "reconnected", callId: "a" },
    { kind: "warning_cleared", callId: "a", name: "low-mos" },
    { kind: "warning_cleared", callId: "a", name: "high-rtt" },
  ];
  expect(good.reduce(nextState, bad).talk).toEqual(after(...talking).talk);
});

test.each<PhoneEvent>([
  { kind: "talking", callId: "over" },
  { kind: "ringing", callId: "over" },
  { kind: "ended", callId: "over" },
  { kind: "muted", callId: "over", isMuted: true },
  { kind: "reconnecting", callId: "over" },
  { kind: "warning", callId: "over", name: "high-rtt" },
])("$kind of another call changes nothing", (event) => {
  const state = after(...talking);
  expect(nextState(state, event)).toBe(state);
});

test("a room is shown as it is last heard of, and is gone with its call", () => {
  const room = {
    ...{ people: [], isListening: false, isHeard: true, isSpeakerOff: false },
    ...{ isSoundBlocked: false, endsInSeconds: 4 },
  };
  const inRoom = after(...talking, { kind: "room", callId: "a", room });
  expect(inRoom.talk?.room).toBe(room);
  expect(nextState(inRoom, { kind: "room", callId: "over", room })).toBe(inRoom);
  expect(nextState(inRoom, { kind: "ended", callId: "a" }).talk).toBeNull();
});

test("what the server said of a problem is shown, and not of the next one", () => {
  const taken: PhoneEvent = {
    kind: "failed",
    problem: "taken",
    words: "Maya has taken this call.",
  };
  expect(after(taken).problemWords).toBe("Maya has taken this call.");
  expect(after(taken, { kind: "failed", problem: "room_lost" }).problemWords).toBeNull();
});
