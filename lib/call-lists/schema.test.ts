import { expect, test } from "vitest";
import { ChangeCallList } from "@/lib/call-lists/schema";

const typed = {
  id: "6f2d6a1e-6f0e-4c6e-9a55-27d4bb7bb0a1",
  name: "Autumn",
  hours_from: "09:00",
  hours_until: "18:00",
  days: ["1", "5"],
  skip_called_days: "",
  outcome: ["unanswered", "sold", "back"],
  times: ["2", "0", "1"],
  delay: ["4", "1", "90"],
  unit: ["hours", "days", "minutes"],
};

test("a form's settings come out as they are kept; an outcome with 0 times has no rule", () => {
  expect(ChangeCallList.parse(typed)).toEqual({
    ...{ id: typed.id, name: "Autumn", hours_from: "09:00", hours_until: "18:00" },
    ...{ days: [1, 5], skip_called_days: null },
    retries: {
      unanswered: { after_minutes: 240, times: 2 },
      back: { after_minutes: 90, times: 1 },
    },
  });
});

test("until 23:59 is until midnight, also as the form shows it again", () => {
  for (const hours_until of ["23:59", "24:00"]) {
    expect(ChangeCallList.parse({ ...typed, hours_until }).hours_until).toBe("24:00");
  }
});

test("all problems are named at once, each at its field", () => {
  const wrong = {
    ...typed,
    ...{ name: " ", hours_until: "08:00", days: [], skip_called_days: "0" },
    ...{ times: ["21", "0", "1"], delay: ["4", "x", "90"] },
  };
  const paths = ChangeCallList.safeParse(wrong).error?.issues.map(({ path }) => path.join("."));
  expect(paths?.sort()).toEqual([
    ...["days", "delay.1", "hours_until", "name", "skip_called_days", "times.0"],
  ]);
});
