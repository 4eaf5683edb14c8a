import { expect, test } from "vitest";
import { columnsFor } from "@/lib/contacts/export-columns";
import { guessColumns, isHeader, signatureOf } from "@/lib/imports/guess";
import { targetsFor } from "@/lib/imports/targets";

const fields = [{ id: "f1", name: "Roof size", type: "number" as const, choices: [] }];

const guess = (header: string[], samples: string[][] = []) =>
  guessColumns(header, samples, { country: "US", targets: targetsFor(fields) });

test("headers are known in the words of other CRMs and spreadsheets", () => {
  expect(guess(["First Name", "LAST_NAME", "E-mail Address", "Company name", "Mobile"])).toEqual([
    ...["first_name", "last_name", "email", "company", "mobile"],
  ]);
  expect(guess(["First", "Last"])).toEqual(["first_name", "last_name"]);
  expect(guess(["Nume", "Téléphone portable", "Tel.", "Notes"])).toEqual([
    ...["name", null, "phone", null],
  ]);
});

test("a target that cannot repeat is given once, numbers as often as they come", () => {
  expect(guess(["Name", "Full name", "Phone", "Telephone", "Phone 2"])).toEqual([
    ...["name", null, "phone", "phone", "other"],
  ]);
});

test("a column without a known header is known by what is in it", () => {
  const samples = [
    ["jane@doe.test", "(206) 555-0123", "1"],
    ["", "'+12065550124", "2"],
  ];
  expect(guess(["Contact point", "Line", "Score"], samples)).toEqual(["email", "phone", null]);
});

test("the first row is a header when it has no number and no email", () => {
  expect(isHeader(["Name", "Phone"], "US")).toBe(true);
  expect(isHeader(["Jane", "206 555 0123"], "US")).toBe(false);
  expect(isHeader(["Jane", "jane@doe.test"], "US")).toBe(false);
});

test("a company's own fields are known by their names", () => {
  expect(guess(["ROOF SIZE"])).toEqual(["custom:f1"]);
});

test("files with the same header are recognised, others are not", () => {
  const signature = signatureOf(["Name", "E-mail"], true);
  expect(signatureOf(["name", "E MAIL"], true)).toBe(signature);
  expect(signatureOf(["E-mail", "Name"], true)).not.toBe(signature);
  expect(signatureOf(["Name", "E-mail"], false)).toBeNull();
});

test("no header means two targets", () => {
  const all = targetsFor(fields).flatMap(({ headers }) => headers);
  expect(all.filter((header, index) => all.indexOf(header) !== index)).toEqual([]);
});

test("every exported column but the moment is imported again", () => {
  const header = columnsFor(fields).map((column) => column.header);
  expect(guess(header).filter((key) => key === null)).toHaveLength(1);
});
