import { expect, test } from "vitest";
import { whyNotYet } from "@/components/messages/attachment";

const file = new File(["roof"], "roof.png");

test("a message waits for its files, and for those that failed to be removed", () => {
  const there = { file, upload: { id: "6f2c" } };
  const failed = { file, upload: { problem: "That's too large." } };
  expect(whyNotYet([])).toBeUndefined();
  expect(whyNotYet([there])).toBeUndefined();
  expect(whyNotYet([there, { file }])).toMatch(/once the upload is done/);
  expect(whyNotYet([{ file }, failed])).toMatch(/Remove what couldn't be uploaded/);
});
