import { beforeAll, describe, expect, test } from "vitest";
import {
  as,
  type Company,
  entryAt,
  entryOf,
  kindAt,
  plantContact,
  plantList,
  plantReps,
  reasons,
  sql,
} from "@/tests/database/call-lists/lists";

let company: Company;
let rae: string;
beforeAll(async () => {
  company = await plantReps();
  [rae = ""] = company.reps;
});

describe("calling hours", () => {
  const nineToFive = { hours_from: "09:00", hours_until: "17:00", days: [1, 2, 3, 4, 5] };
  const opens = async (settings: object, at: string, zone = "America/New_York") => {
    const list = { ...nineToFive, ...settings };
    const [row] = await sql`select private.opens_at(jsonb_populate_record(
      null::public.call_lists, ${sql.json(list)}), ${zone}, ${at}) as opens`;
    return row?.opens?.toISOString().replace(":00.000Z", "Z") ?? "open";
  };

  test.each([
    ["a minute before nine", "2026-03-06T13:59:00Z", "2026-03-06T14:00Z"],
    ["at nine", "2026-03-06T14:00:00Z", "open"],
    ["a minute before five", "2026-03-06T21:59:00Z", "open"],
    ["at five on a Friday, before clocks go forward", "2026-03-06T22:00:00Z", "2026-03-09T13:00Z"],
    ["on the Sunday when clocks go forward", "2026-03-08T12:00:00Z", "2026-03-09T13:00Z"],
    ["on the Monday after", "2026-03-09T13:00:00Z", "open"],
    ["at five on the Monday after", "2026-03-09T21:00:00Z", "2026-03-10T13:00Z"],
    ["on the Friday before clocks go back", "2026-10-30T21:00:00Z", "2026-11-02T14:00Z"],
  ])("are the contact's own: %s", async (_, at, expected) => {
    expect(await opens({}, at)).toBe(expected);
  });

  test.each([
    ["Europe/Berlin", "2026-03-06T08:00:00Z", "open"],
    ["Asia/Kolkata", "2026-03-06T08:00:00Z", "open"],
    ["Pacific/Auckland", "2026-03-06T08:00:00Z", "2026-03-08T20:00Z"],
  ])("in %s are its own", async (zone, at, expected) => {
    expect(await opens({}, at, zone)).toBe(expected);
  });

  test("that begin in the hour that clocks skip begin when it is over", async () => {
    const night = { hours_from: "02:30", hours_until: "04:00", days: [7] };
    expect(await opens(night, "2026-03-08T06:59:00Z")).toBe("2026-03-08T07:30Z");
    expect(await opens(night, "2026-03-08T07:30:00Z")).toBe("open");
  });

  test("put a contact off until they begin; other hours are looked at at once", async () => {
    const list = await plantList(company, [await plantContact(company)], nineToFive);
    const friday = Date.parse("2026-10-30T21:00:00Z");
    expect(await kindAt(rae, list, friday)).toBe("none");
    expect(await reasons(list)).toEqual(["waiting: hours"]);
    expect(await kindAt(rae, list, Date.parse("2026-11-02T13:59:00Z"))).toBe("none");
    await as(
      rae,
      (own) => own`update public.call_lists set hours_until = '18:00' where id = ${list}`,
    );
    await entryAt(rae, list, friday);
  });
});

test("a contact is called by the clock of their own zone, else by the company's", async () => {
  const [here, there] = [await plantContact(company), await plantContact(company)];
  await sql`update public.contacts set time_zone = 'Europe/Berlin' where id = ${there}`;
  const hours = { hours_from: "09:00", hours_until: "17:00" };
  const list = await plantList(company, [here, there], hours);
  // Ten in Berlin, four in New York.
  const id = await entryAt(rae, list, Date.parse("2026-12-01T09:00:00Z"));
  expect((await entryOf(id)).contact_id).toBe(there);
  expect(await reasons(list)).toEqual(["waiting: hours", "claimed: null"]);
});
