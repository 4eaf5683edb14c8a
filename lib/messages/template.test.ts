import { expect, test } from "vitest";
import {
  factsOf,
  fillKnown,
  fillTemplate,
  missingWords,
  unknownVariables,
} from "@/lib/messages/template";

const facts = factsOf(
  { name: "Jane Doe", company: "" },
  { name: "Maya Chen", company: "Acme Solar" },
);
const nobody = factsOf(null, { name: "Maya Chen", company: "Acme Solar" });

test.each([
  ["Hi {first_name}", facts, { text: "Hi Jane" }],
  ["Hi {first_name}", nobody, { missing: ["first_name"] }],
  ["Hi {first_name|there}", nobody, { text: "Hi there" }],
  ["Hi {first_name|}!", nobody, { text: "Hi !" }],
  ["{name} of {company|your company}", facts, { text: "Jane Doe of your company" }],
  ["{company} and {company}", facts, { missing: ["company"] }],
  ["{my_name}, {my_company}", nobody, { text: "Maya Chen, Acme Solar" }],
  ["{amount} {} {First_Name}", facts, { text: "{amount} {} {First_Name}" }],
])("%s", (text, known, filled) => {
  expect(fillTemplate(text, known)).toEqual(filled);
});

test.each([
  ["Hi {first_name}, this is {my_company}.", "Hi, this is Acme Solar."],
  ["Hi {first_name|there}, {name} of {company|your company}", "Hi there, of your company"],
  ["{first_name}, thanks {name}!", "thanks!"],
  ["Thanks {first_name} for your text", "Thanks for your text"],
  ["Hi {first_name|}!\nIt costs {amount|a bit} {amount}", "Hi!\nIt costs a bit"],
  ["Two  spaces ({name}) {first_name}", "Two  spaces ()"],
  ["{first_name}", ""],
])("without anybody to ask, %s says what is known", (text, filled) => {
  expect(fillKnown(text, nobody)).toBe(filled);
});

test("what nobody knows is named, with what to do", () => {
  expect(missingWords(["first_name", "company"])).toBe(
    "This needs the contact's first name and the contact's company, which isn't known. Write {first_name|…} with what to say instead.",
  );
});

test("a template's unknown variables are found, each once", () => {
  expect(unknownVariables("{first_name} {nmae} {nmae|x} {my_name}")).toEqual(["nmae"]);
});
