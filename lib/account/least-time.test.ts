import { expect, test } from "vitest";
import { noSoonerThan } from "@/lib/account/least-time";

const timed = async (work: () => Promise<unknown>) => {
  const began = performance.now();
  const answer = await noSoonerThan(80, work).catch((error: Error) => error.message);
  return { answer, took: performance.now() - began };
};
const refuse = async () => {
  throw new Error("refused");
};

test.each([
  ["an answer", async () => "given", "given"],
  ["a refusal", refuse, "refused"],
])("%s that is ready at once comes after the least time", async (_, work, answer) => {
  const given = await timed(work);
  expect(given.answer).toBe(answer);
  // A timer may fire a fraction of a millisecond early.
  expect(given.took).toBeGreaterThan(79);
});
