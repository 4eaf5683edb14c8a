import { expect, test } from "vitest";
import { oneRange } from "@/lib/recordings/range";

test.each([
  ["bytes=0-", "bytes=0-"],
  ["bytes=100-299", "bytes=100-299"],
  ["bytes=-500", "bytes=-500"],
  ["Bytes= 7-7 ", "bytes=7-7"],
])("%j is passed on as %j", (header, passed) => {
  expect(oneRange(header)).toBe(passed);
});

test.each([
  null,
  "",
  "bytes=",
  "bytes=-",
  "bytes=0-1,5-6",
  "bytes=9-3",
  "items=0-1",
  "bytes=a-b",
  "bytes=0-1\r\nX: y",
  "bytes=0-1234567890123456",
])("%j is answered with the whole", (header) => {
  expect(oneRange(header)).toBeUndefined();
});
