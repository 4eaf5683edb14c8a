import { expect, test } from "vitest";
import { planPhones } from "@/lib/contacts/decide";

const mobile = { id: "1", phone: "+12065550101", label: "mobile", position: 0 };
const work = { id: "2", phone: "+12065550102", label: "work", position: 1 };

test("nothing changed, nothing to do", () => {
  const wanted = [
    { phone: mobile.phone, label: "mobile" as const },
    { phone: work.phone, label: "work" as const },
  ];
  expect(planPhones([mobile, work], wanted)).toEqual({ add: [], remove: [], change: [] });
});

test("a retyped number is a new one in its place", () => {
  const wanted = [{ phone: "+12065550199", label: "mobile" as const }];
  expect(planPhones([mobile], wanted)).toEqual({
    add: [{ phone: "+12065550199", label: "mobile", position: 0 }],
    remove: ["1"],
    change: [],
  });
});

test("numbers that trade places keep their rows", () => {
  const wanted = [
    { phone: work.phone, label: "work" as const },
    { phone: mobile.phone, label: "home" as const },
  ];
  expect(planPhones([mobile, work], wanted)).toEqual({
    add: [],
    remove: [],
    change: [
      { id: "2", label: "work", position: 0 },
      { id: "1", label: "home", position: 1 },
    ],
  });
});
