import { expect, test } from "vitest";
import { typedDuplicates } from "@/lib/merges/typed";

const read = (typed: string) => typedDuplicates(new URLSearchParams(typed), "US");
const none = { phones: [], emails: [], name: "", company: "" };

test.each([
  ["a number as people write it", "phone=(206) 555-0101", { phones: ["+12065550101"] }],
  ["a number with an extension", "phone=206-555-0101 x12", { phones: ["+12065550101"] }],
  ["half a number beside a name", "phone=206&name=Ann", { name: "Ann" }],
  ["an address in any case", "email=Ann@X.test ", { emails: ["ann@x.test"] }],
  [
    "a name at a company",
    "name= Ann Doe &company=Doe Ltd",
    { name: "Ann Doe", company: "Doe Ltd" },
  ],
])("%s is looked for", (_, typed, wanted) => {
  expect(read(typed)).toEqual({ ...none, ...wanted });
});

test.each(["", "phone=206", "email=ann@", "company=Doe Ltd", "name=%00"])(
  "nothing is looked for while there is only %j",
  (typed) => {
    expect(read(typed)).toBeNull();
  },
);

test("the contact that is being edited is left out", () => {
  const id = "6c1b0d5e-6f0f-4a53-9f0a-3f5f2a0f6a11";
  expect(read(`name=Ann&id=${id}`)?.besides).toBe(id);
  expect(read("name=Ann&id=1")).toEqual({ ...none, name: "Ann" });
});
