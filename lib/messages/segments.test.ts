import { expect, test } from "vitest";
import { countSegments } from "@/lib/messages/segments";

test.each([
  ["", { encoding: "GSM-7", segments: 0, used: 0, room: 160, forcing: [] }],
  ["a".repeat(160), { encoding: "GSM-7", segments: 1, used: 160, room: 160 }],
  ["a".repeat(161), { encoding: "GSM-7", segments: 2, used: 161, room: 306 }],
  ["a".repeat(306), { segments: 2 }],
  ["a".repeat(307), { segments: 3 }],
  ["€".repeat(80), { encoding: "GSM-7", segments: 1, used: 160 }],
  // The escape and its character stay together: 76 fit into a segment of 153.
  ["€".repeat(81), { segments: 2, used: 162 }],
  ["€".repeat(153), { segments: 3, used: 306 }],
  ["Grüße aus Köln ñ à É", { encoding: "GSM-7", segments: 1, forcing: [] }],
  ["ΔΦΓΛΩΠΨΣΘΞ", { encoding: "GSM-7" }],
  ["é".repeat(10), { encoding: "GSM-7", used: 10 }],
  ["ê", { encoding: "UCS-2", segments: 1, used: 1, room: 70, forcing: ["ê"] }],
  ["It’s “ready”", { encoding: "UCS-2", forcing: ["’", "“", "”"] }],
  ["ș".repeat(70), { segments: 1 }],
  ["ș".repeat(71), { segments: 2, room: 134 }],
  ["👋", { encoding: "UCS-2", segments: 1, used: 2, forcing: ["👋"] }],
  ["👋".repeat(35), { segments: 1, used: 70 }],
  // A surrogate pair is not split: 33 fit into a segment of 67.
  ["👋".repeat(36), { segments: 2, used: 72 }],
  ["👋".repeat(67), { segments: 3 }],
  ["你好", { encoding: "UCS-2", used: 2 }],
  ["`", { encoding: "UCS-2", forcing: ["`"] }],
  ["ç Ç", { encoding: "UCS-2", forcing: ["ç"] }],
])("%j is counted as carriers do", (text, expected) => {
  expect(countSegments(text)).toMatchObject(expected);
});
