import { expect, test } from "vitest";
import { storageOf } from "@/lib/twilio/media";

const twilio = new URL("https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1.mp3");

test.each([
  ["https://media.example/RE1.mp3?sign=1", "https://media.example/RE1.mp3?sign=1"],
  ["/other/RE1.mp3", "https://api.twilio.com/other/RE1.mp3"],
  ["https://name:word@media.example/RE1", "https://media.example/RE1"],
])("a redirect to %s leads to %s", (location, storage) => {
  expect(String(storageOf(location, twilio))).toBe(storage);
});

test.each(["http://media.example/RE1", "file:///etc/passwd", "data:audio/mpeg,"])(
  "a redirect from https to %s is not followed",
  (location) => {
    expect(() => storageOf(location, twilio)).toThrow();
  },
);
