import { expect, test } from "vitest";
import { saveContactIn } from "@/lib/contacts/schema";
import { withheldSpellings } from "@/tests/support/withheld";

const contact = {
  id: "b0b7a8e2-2f7b-4a4e-9a39-2f4d2a9d3c11",
  name: "Jane Doe",
  company: "",
  email: "",
  owner_id: "",
};
const SaveContact = saveContactIn("US");

function problems(change: object) {
  const issues = SaveContact.safeParse({ ...contact, ...change }).error?.issues ?? [];
  return issues.map((issue) => issue.path.join("."));
}

test("numbers are read in the tenant's country and kept in E.164", () => {
  const saved = SaveContact.parse({
    ...contact,
    phone: ["(206) 555-0123", "+44 20 7946 0123"],
    label: ["mobile", "home"],
  });
  expect(saved.phones).toEqual([
    { phone: "+12065550123", extension: "", label: "mobile" },
    { phone: "+442079460123", extension: "", label: "home" },
  ]);
});

test("numbers are read as people of the given country type them", () => {
  const typed = { ...contact, phone: "020 7946 0123", label: "work" };
  expect(saveContactIn("GB").parse(typed).phones).toEqual([
    { phone: "+442079460123", extension: "", label: "work" },
  ]);
});

test("an extension is kept beside its number, whatever it was copied from", () => {
  const phone = ["206 555 0123 ext. 7", "tel:+44-20-7946-0123;ext=12", "２０６ ５５５ ０１２４"];
  expect(SaveContact.parse({ ...contact, phone, label: ["work", "work", "home"] }).phones).toEqual([
    { phone: "+12065550123", extension: "7", label: "work" },
    { phone: "+442079460123", extension: "12", label: "work" },
    { phone: "+12065550124", extension: "", label: "home" },
  ]);
});

test("a spelling of a withheld number is refused by its row", () => {
  const label = withheldSpellings.map(() => "work");
  const typed = withheldSpellings.filter((from) => from !== "").slice(0, 10);
  expect(problems({ phone: typed, label })).toEqual(typed.map((_, row) => `phone.${row}`));
});

test("a single row arrives as one value, not as a list", () => {
  const saved = SaveContact.parse({ ...contact, phone: "206 555 0123", label: "work" });
  expect(saved.phones).toEqual([{ phone: "+12065550123", extension: "", label: "work" }]);
});

test("an emptied row is a removed number", () => {
  const saved = SaveContact.parse({ ...contact, phone: ["", " "], label: ["work", "home"] });
  expect(saved.phones).toEqual([]);
});

test("every impossible number is refused by its row", () => {
  expect(
    problems({ phone: ["12", "206 555 0123", "abc"], label: ["work", "work", "work"] }),
  ).toEqual(["phone.0", "phone.2"]);
});

test("the same number typed twice is refused at its second row", () => {
  expect(
    problems({ phone: ["206 555 0123", "+1 (206) 555-0123"], label: ["work", "home"] }),
  ).toEqual(["phone.1"]);
});

test("all that is wrong is named at once", () => {
  const wrong = { name: "", email: "nobody", phone: ["12", "abc"], label: ["work", "work"] };
  expect(problems(wrong)).toEqual(["name", "phone.0", "phone.1", "email.0"]);
});

test("a contact without a name is refused", () => {
  expect(problems({ name: "  " })).toEqual(["name"]);
});

test("an address that is none is refused, an empty one is fine", () => {
  expect(problems({ email: "jane@" })).toEqual(["email.0"]);
  expect(problems({ email: "" })).toEqual([]);
});

test("no owner is nobody", () => {
  expect(SaveContact.parse(contact).owner_id).toBeNull();
});
