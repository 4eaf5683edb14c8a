import { expect, test } from "vitest";
import { type Dated, type Days, daysOf, periodWords } from "@/lib/call-log/period";

const today = "2026-03-02";

test.each<[Dated, Days, string | undefined]>([
  [{}, {}, undefined],
  [{ period: "today" }, { from: today }, "Today"],
  [{ period: "yesterday" }, { from: "2026-03-01", to: "2026-03-01" }, "Yesterday"],
  [{ period: "week" }, { from: "2026-02-24" }, "Last 7 days"],
  [{ period: "month" }, { from: "2026-02-01" }, "Last 30 days"],
  [{ period: "quarter" }, { from: "2025-12-03" }, "Last 90 days"],
  [{ period: "week", from: "2020-01-01" }, { from: "2026-02-24" }, "Last 7 days"],
  [{ from: "2026-01-01" }, { from: "2026-01-01" }, "Since Jan 1, 2026"],
  [{ period: "custom", to: "2026-01-01" }, { to: "2026-01-01" }, "Until Jan 1, 2026"],
  [
    { from: "2026-01-01", to: "2026-01-05" },
    { from: "2026-01-01", to: "2026-01-05" },
    "Jan 1, 2026 to Jan 5, 2026",
  ],
  [
    { from: "2026-01-01", to: "2026-01-01" },
    { from: "2026-01-01", to: "2026-01-01" },
    "Jan 1, 2026",
  ],
])("%j are the days %j", (dated, days, words) => {
  const { from, to } = daysOf(dated, today);
  expect({ from, to }).toEqual({ from: undefined, to: undefined, ...days });
  expect(periodWords(dated)).toBe(words);
});
