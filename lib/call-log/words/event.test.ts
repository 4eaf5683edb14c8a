import { expect, test } from "vitest";
import { eventName } from "@/lib/call-log/words/event";
import { voiceWebhookNames } from "@/lib/voice/registry";

test.each([
  ["status", { CallStatus: "ringing" }, "Status · ringing"],
  [
    "status",
    { CallStatus: "in-progress", ParentCallSid: "CA1" },
    "Status · dialed phone · on the line",
  ],
  ["recording", { RecordingStatus: "completed" }, "Recording · completed"],
  [
    "screen",
    { CallStatus: "in-progress", Digits: "1" },
    "The rep was asked to press 1 · on the line · pressed 1",
  ],
  ["dialed", { CallStatus: "in-progress", DialCallStatus: "busy" }, "Dialed phone · busy"],
  ["hangup", {}, "Hang up was clicked"],
  ["something.new", null, "something.new"],
])("an event of type %s with %j reads in words", (event_type, event_data, words) => {
  expect(eventName({ event_type, event_data, query: null })).toBe(words);
});

test("the recording notice differs from the rep's press of 1", () => {
  const event_data = { CallStatus: "in-progress" };
  const query = "call=11111111-1111-4111-8111-111111111111&leg=customer";
  expect(eventName({ event_type: "screen", event_data, query })).toBe(
    "The customer heard the recording notice · on the line",
  );
});

test.each(voiceWebhookNames)("the webhook %s has a sentence", (event_type) => {
  const name = eventName({ event_type, event_data: {}, query: null });
  expect(name).not.toBe(event_type);
});
