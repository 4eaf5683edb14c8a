import { expect, test } from "vitest";
import { outcomeUnknown, retryOnce } from "@/lib/agent/tools/booking/retry-once";
import { AppError } from "@/lib/core/errors";

const silent = () => new AppError("unavailable", "database_unavailable", "No answer.");

function answering(...answers: (string | Error)[]) {
  let asked = 0;
  const ask = async () => {
    const answer = answers[asked++];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { ask, times: () => asked };
}

test("a change whose answer does not come is asked for once more", async () => {
  const { ask, times } = answering(silent(), "booked");
  expect(await retryOnce(ask)).toBe("booked");
  expect(times()).toBe(2);
});

test("after two silences nobody knows, and the caller is handed over", async () => {
  const { ask, times } = answering(silent(), silent(), "booked");
  expect(await retryOnce(ask)).toBeNull();
  expect(times()).toBe(2);
  const { ok, say, ending } = outcomeUnknown("en", "made");
  expect({ ok, ending }).toMatchObject({ ok: false, ending: { outcome: "handed_over" } });
  expect(say).toContain("I'm not sure");
});

test("what is known to have failed is not asked for again", async () => {
  const { ask, times } = answering(new Error("no such column"), "booked");
  await expect(retryOnce(ask)).rejects.toThrow("no such column");
  expect(times()).toBe(1);
});
