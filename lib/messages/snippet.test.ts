import { expect, test } from "vitest";
import { snippetOf } from "@/lib/messages/snippet";

const long = "We have looked at your house and everything around it: the Roof\nis sound.";

test.each([
  ["roof", long, { before: "…and everything around it: the ", match: "Roof", after: " is sound." }],
  ["sol pan", "Solar panels", { before: "", match: "Solar", after: " panels" }],
  ["ÉT", "à l'été", { before: "à l'", match: "été", after: "" }],
  ["grün", "Ja, grüne", { before: "Ja, ", match: "grüne", after: "" }],
  ["oof", "The roof", { before: "The roof", match: "", after: "" }],
  [".*", "The roof", { before: "The roof", match: "", after: "" }],
])("%j is shown in its place", (query, text, expected) => {
  expect(snippetOf(text, query)).toEqual(expected);
});
