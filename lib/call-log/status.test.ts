import { expect, test } from "vitest";
import { columnsOf } from "@/lib/call-log/status";
import { callOutcomes, callStatuses, stateName, statusNames } from "@/lib/call-log/words/call";

const ended = { status: "no-answer", stage: "ended", duration_seconds: 0 } as const;
const directions = ["inbound", "outbound", "internal"] as const;
const calls = directions.flatMap((direction) =>
  callOutcomes.map((outcome) => ({ ...ended, direction, outcome })),
);
const cases = callStatuses.flatMap((outcome) =>
  [undefined, ...directions].map((direction) => ({ outcome, direction })),
);

test.each(cases)("the filters $outcome and $direction find just the calls that read so", (one) => {
  const wanted = columnsOf(one);
  const found = calls.filter(
    ({ outcome, direction }) =>
      outcome === wanted.outcome && direction === (wanted.direction ?? direction),
  );
  const read = calls.filter(
    (call) =>
      stateName(call).words === statusNames[one.outcome] &&
      // Only by their own filter.
      (one.direction || one.outcome !== "canceled" || call.direction !== "internal") &&
      call.direction === (one.direction ?? call.direction),
  );
  expect(found).toEqual(read);
});
