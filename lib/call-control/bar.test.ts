import { expect, test } from "vitest";
import { barSupervision } from "@/lib/call-control/bar";

const joined = {
  ...{ user_id: "max", mode: "barge", state: "in", taken_over_at: null },
  ...{ is_announced: true, announced_at: null },
};
const seenBy = (user: string, row: Parameters<typeof barSupervision>[0]) =>
  barSupervision(row, user, () => "Max Manager");

test("nobody hears a supervisor before the customer heard that somebody listens", () => {
  expect(seenBy("max", joined)).toMatchObject({ isMine: true, isUnheard: true });
  const announced = { ...joined, announced_at: "2026-06-02T12:00:00Z" };
  expect(seenBy("max", announced)).toMatchObject({ isUnheard: false });
  expect(seenBy("rae", { ...joined, is_announced: false })).toMatchObject({ isUnheard: false });
});

test("whoever has left supervises nothing", () => {
  expect(seenBy("rae", { ...joined, state: "gone" })).toBeNull();
});
