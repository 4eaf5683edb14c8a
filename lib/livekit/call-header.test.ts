import { expect, test } from "vitest";
import { type CallHeader, readCallHeader, writeCallHeader } from "@/lib/livekit/call-header";

const call = "7f0c2a4e-0000-4000-8000-000000000001";

test.each<[string, CallHeader]>([
  [call, { call }],
  [`${call}.30`, { call, silence_seconds: 30 }],
  [`${call}.never`, { call, silence_seconds: null }],
])("%s is written and read", (text, header) => {
  expect(writeCallHeader(header)).toBe(text);
  expect(readCallHeader(text)).toEqual(header);
});

test.each([
  undefined,
  "",
  "x",
  `${call}.`,
  `${call}.0`,
  `${call}.4`,
  `${call}.9999`,
  `${call}.1;x`,
  `${call} `,
])("%s is no header of ours", (text) => {
  expect(readCallHeader(text)).toBeNull();
});
