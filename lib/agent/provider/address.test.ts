import { expect, test } from "vitest";
import { readRealtimeUrl } from "@/lib/agent/provider/address";
import { endOf, talkingModels, writingModels } from "@/lib/agent/provider/models";

const standIn = "http://127.0.0.1:54360/v1";

test.each([
  ["https://api.openai.com", "https://api.openai.com/v1"],
  ["https://api.openai.com/v1/", "https://api.openai.com/v1"],
  ["wss://api.openai.com/v1/realtime", "https://api.openai.com/v1"],
  ["https://voice.example.com/openai/v1", "https://voice.example.com/openai/v1"],
  [standIn, standIn],
  ["ws://127.0.0.1:54360/v1/realtime", standIn],
])("%j is the base %s", (typed, url) => {
  expect(readRealtimeUrl(typed, standIn)).toEqual({ url });
});

test.each(["", "ws://api.openai.com/v1", "https://10.1.2.3/v1", "http://127.0.0.1:54361/v1"])(
  "%j is refused",
  (typed) => {
    expect(readRealtimeUrl(typed, standIn)).toHaveProperty("problem");
  },
);

test("a model that is shut down is known by its day, and none of those is advised", () => {
  expect(endOf("gpt-realtime")).toBe("2027-01-20");
  expect(endOf("whisper-1")).toBe("2027-02-26");
  expect(endOf("a-model-of-ones-own")).toBeNull();
  expect(talkingModels[0]?.until).toBeUndefined();
  expect(writingModels[0]?.until).toBeUndefined();
});
