import { describe, expect, test } from "vitest";
import { mentionAt, suggestionsFor } from "@/components/notes/mention-at";

test.each([
  ["@", ""],
  ["Ask @ma", "ma"],
  ["Ask @Maya Ch", "Maya Ch"],
  ["(@ma", "ma"],
  ["maya@acme.test", null],
  ["@ma\nnext line", null],
  ["no name", null],
])("of %j is typed: %j", (text, typed) => {
  expect(mentionAt(text, text.length)).toBe(typed);
});

describe("suggested are people", () => {
  const people = ["Maya Chen", "Tom Whitaker", "Marc Tan"].map((name) => ({ user_id: name, name }));
  test.each([
    ["", ["Maya Chen", "Tom Whitaker", "Marc Tan"]],
    ["ma", ["Maya Chen", "Marc Tan"]],
    ["t", ["Tom Whitaker", "Marc Tan"]],
    ["maya c", ["Maya Chen"]],
    ["Maya Chen", []],
    ["Maya Chen ", []],
    ["x", []],
  ])("by %j", (typed, names) => {
    expect(suggestionsFor(typed, people).map(({ name }) => name)).toEqual(names);
  });
});
