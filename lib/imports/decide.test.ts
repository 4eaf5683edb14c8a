import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvLine } from "@/lib/core/csv";
import { readRow } from "@/lib/imports/decide";
import { readingOf } from "@/lib/imports/reading";

const ada = "b0b7a8e2-2f7b-4a4e-9a39-2f4d2a9d3c11";
const reading = readingOf({
  country: "US",
  people: [{ user_id: ada, name: "Ada Admin", email: "Ada@Acme.test" }],
  stages: [{ id: "s1", name: "Qualified" }],
  fields: [
    { id: "f1", name: "Roof size", type: "number", choices: [] },
    { id: "f2", name: "Source", type: "choice", choices: ["Web", "Fair"] },
  ],
});

/** A row of one cell for each of these targets. */
function read(cells: Record<string, string>) {
  const columns = Object.keys(cells);
  return readRow({ line: 2, cells: Object.values(cells) }, columns, columns, reading);
}

describe("a row of a file:", () => {
  test("each column goes where it is meant to", () => {
    expect(
      read({
        name: " Jane  Doe ",
        company: "Doe Ltd",
        email: "jane@doe.test",
        mobile: "206 555 0123",
      }),
    ).toMatchObject({
      contact: { name: "Jane  Doe", company: "Doe Ltd" },
      emails: [{ email: "jane@doe.test", label: "work" }],
      zone: "America/Los_Angeles",
      phones: [{ phone: "+12065550123", extension: "", label: "mobile" }],
      reason: null,
    });
  });

  test("an empty cell says nothing, so that it changes nothing", () => {
    expect(read({ name: "Jane", company: " ", email: "" }).contact).toEqual({ name: "Jane" });
  });

  test.each([
    ["first and last name", { first_name: "Jane", last_name: "Doe" }, "Jane Doe"],
    ["a last name alone", { last_name: "Doe" }, "Doe"],
    ["a name over its parts", { name: "Dr. Doe", first_name: "Jane" }, "Dr. Doe"],
  ])("%s", (_, cells, name) => {
    expect(read(cells).contact.name).toBe(name);
  });

  test.each([
    ["its company", { company: "Doe Ltd", email: "a@b.test" }, "Doe Ltd"],
    ["its email", { email: "a@b.test", phone: "206 555 0123" }, "a@b.test"],
    ["its number", { phone: "206 555 0123" }, "+12065550123"],
  ])("a contact without a name is called by %s", (_, cells, fallback) => {
    expect(read(cells)).toMatchObject({ fallback, reason: null });
    expect(read(cells).contact).not.toHaveProperty("name");
  });

  test.each([
    ["several in a cell", "206 555 0123; 206-555-0124 | 206.555.0125", ["0123", "0124", "0125"]],
    ["with commas", "206 555 0123, 206 555 0124", ["0123", "0124"]],
    ["on several lines", "206 555 0123\r\n206 555 0124", ["0123", "0124"]],
    ["twice the same", "206 555 0123; (206) 555-0123", ["0123"]],
    ["none", "n/a", []],
  ])("numbers: %s", (_, cell, ends) => {
    const { phones, reason } = read({ name: "Jane", phone: cell });
    expect(phones.map(({ phone }) => phone.slice(-4))).toEqual(ends);
    expect(reason).toBeNull();
  });

  test.each([
    ["206 555 0123 ext. 7", "7"],
    ["206 555 0123 x45", "45"],
    ["(206) 555-0123, ext. 12", "12"],
  ])("the extension of %s is kept", (cell, extension) => {
    expect(read({ phone: cell }).phones).toEqual([
      { phone: "+12065550123", extension, label: "work" },
    ]);
  });

  test("a number with its international prefix is read", () => {
    expect(read({ phone: "0044 20 7946 0123" }).phones[0]?.phone).toBe("+442079460123");
  });

  test("a number in two columns has the label of the one that says more", () => {
    expect(read({ phone: "206 555 0123", mobile: "+12065550123" }).phones).toEqual([
      { phone: "+12065550123", extension: "", label: "mobile" },
    ]);
  });

  test("all that is wrong is said at once, by column", () => {
    const { reason } = read({ name: "Jane", email: "nobody", mobile: "12", owner: "Bob" });
    expect(reason).toBe(
      "email: “nobody” isn't an email address. mobile: “12” isn't a valid phone number. owner: Nobody on your team is “Bob”.",
    );
  });

  test("an email that is none is left out, where a name, a company or a number is there", () => {
    const { contact, emails, reason, without } = read({ name: "Jane", email: "nobody" });
    expect({ contact, emails, reason }).toEqual({
      ...{ contact: { name: "Jane" }, emails: [], reason: null },
    });
    expect(without).toBe("email: “nobody” isn't an email address.");
    expect(read({ email: "nobody" })).toMatchObject({ without: null });
    expect(read({ email: "nobody" }).reason).toContain("isn't an email address");
  });

  test("a number that a spreadsheet has rounded is explained", () => {
    expect(read({ phone: "1.20656E+10" }).reason).toContain("rounded");
  });

  test.each(["Ada Admin", "ada@acme.TEST", "ADA ÁDMIN"])("the owner %s is a colleague", (owner) => {
    expect(read({ name: "Jane", owner }).contact.owner_id).toBe(ada);
  });

  test.each([
    ["name", 121],
    ["company", 121],
    ["email", 1_000_000],
    ["phone", 1_000_000],
  ])("a cell of a million characters is refused: %s", (target, length) => {
    const row = read({ [target]: "x".repeat(length) });
    expect(row.reason).not.toBeNull();
    expect(row.reason?.length).toBeLessThan(1_001);
    expect(row.cells[0]?.length).toBeLessThan(2_001);
  });

  test("a huge cell that is not imported does no harm", () => {
    const cells = ["Jane", "x".repeat(1_000_000)];
    expect(readRow({ line: 2, cells }, ["name", null], [], reading).reason).toBeNull();
  });

  test("stage, tags, address and the company's own fields are read as what they are", () => {
    const { contact, tags, reason } = read({
      ...{ name: "Jane", stage: "qualified", tags: "VIP; vip, Roof" },
      ...{ address: "1 Main St", "custom:f1": "1,200", "custom:f2": "web" },
    });
    expect(reason).toBeNull();
    expect(tags).toEqual(["VIP", "Roof"]);
    expect(contact).toEqual({
      ...{ name: "Jane", stage_id: "s1", address: "1 Main St", "tag:vip": true, "tag:roof": true },
      ...{ "custom:f1": 1200, "custom:f2": "Web" },
    });
    const wrong = read({ name: "Jane", stage: "Gone", "custom:f1": "big" }).reason;
    expect(wrong).toContain("There is no stage “Gone”.");
    expect(wrong).toContain("Enter a number: “big”.");
  });

  test.each([
    ["Europe/Bucharest", "Europe/Bucharest"],
    ["america/new york", "America/New_York"],
    ["UTC", "UTC"],
  ])("the time zone %s is the contact's, beside the guess from its number", (cell, zone) => {
    const { contact, reason } = read({ phone: "206 555 0123", time_zone: cell });
    expect({ contact, reason }).toEqual({ contact: { time_zone: zone }, reason: null });
  });

  test.each(["Bucharest", "+02:00", "EST5", "Mars/Base"])("%s is no time zone", (time_zone) => {
    expect(read({ name: "Jane", time_zone }).reason).toContain("isn't a time zone");
  });

  test("a row with nothing to import says so", () => {
    expect(read({ name: "", owner: "Ada Admin" }).reason).toContain("There is no name");
  });

  test("what csvLine made safe for spreadsheets is read as it was", () => {
    const dangerous = fc.tuple(
      fc.constantFrom("=", "+", "-", "@", "＝"),
      fc.string({ maxLength: 40 }),
    );
    fc.assert(
      fc.property(dangerous, ([sign, rest]) => {
        const name = `${sign}a${rest.replace(/["\p{C}\p{Z}]/gu, "")}`;
        const [cell = ""] = csvLine([name]).trimEnd().split('"').filter(Boolean);
        expect(read({ name: cell }).contact.name).toBe(read({ name }).contact.name);
      }),
    );
  });

  test("any cells come to a contact or to a reason, and never throw", () => {
    const keys = fc.constantFrom(
      "name",
      "first_name",
      "company",
      "email",
      "phone",
      "mobile",
      "owner",
    );
    const cells = fc.dictionary(keys, fc.oneof(fc.string(), fc.string({ unit: "binary" })));
    fc.assert(
      fc.property(cells, (given) => {
        const { contact, phones, fallback, reason } = read(given);
        expect(reason !== null || fallback !== "").toBe(true);
        expect(String(contact.name ?? "").length).toBeLessThanOrEqual(reason ? 1_000 : 120);
        for (const { phone } of phones) expect(phone).toMatch(/^\+[1-9]\d{6,14}$/);
      }),
    );
  });
});
