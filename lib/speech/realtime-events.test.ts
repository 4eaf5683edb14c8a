import { expect, test } from "vitest";
import { readRealtimeEvent } from "@/lib/speech/realtime-events";
import { realtimeUrl } from "@/lib/speech/realtime-socket";

const read = (event: object) => readRealtimeEvent(JSON.stringify(event));

test.each([
  ["response.audio.delta", { response_id: "r", item_id: "i", delta: "AAAA" }],
  ["response.audio.done", { response_id: "r", item_id: "i" }],
  ["response.audio_transcript.delta", { response_id: "r", item_id: "i", delta: "Hello" }],
  ["response.audio_transcript.done", { response_id: "r", item_id: "i", transcript: "Hello" }],
])("%s, of the beta, is read as today's", (type, fields) => {
  const today = type.replace("response.", "response.output_");
  expect(read({ type, ...fields })).toEqual({ type: today, ...fields });
});

test.each([
  ["no JSON", "{"],
  ["no object", "7"],
  ["an unknown event", '{"type":"rate_limits.updated"}'],
  ["sound that is none", '{"type":"response.output_audio.delta","delta":7}'],
])("%s is passed over", (_, text) => {
  expect(readRealtimeEvent(text)).toBeNull();
});

test.each([
  ["https://api.openai.com", "wss://api.openai.com/v1/realtime?model=gpt-realtime-2"],
  ["https://api.openai.com/v1/", "wss://api.openai.com/v1/realtime?model=gpt-realtime-2"],
  ["http://127.0.0.1:54360/v1", "ws://127.0.0.1:54360/v1/realtime?model=gpt-realtime-2"],
])("sessions at %s", (base, url) => {
  expect(realtimeUrl(base, "gpt-realtime-2").href).toBe(url);
});
