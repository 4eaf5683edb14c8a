import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { given, type Visitor, visitorOf } from "@/tests/database/rls/visitor";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import {
  admin,
  at,
  inboundId,
  machine,
  newSid,
  record,
} from "@/tests/telephony/record/call-record";

let acme: TestTenant;
let globex: TestTenant;

const people = [
  { name: "Jane Doe", company: "Blue Hill Roofing", phones: ["+12065550123"] },
  { name: "Zoë O'Brien-Ångström", company: "3M", phones: ["+442079460123", "+12065550144"] },
  { name: "Max Quiet", company: "", phones: [] },
];

async function add(tenant: TestTenant, person: (typeof people)[number]): Promise<string> {
  const { phones, ...named } = person;
  const { db } = tenant.rep;
  const { id } = await given(
    db
      .from("contacts")
      .insert({ tenant_id: tenant.id, ...named })
      .select("id")
      .single(),
  );
  const rows = phones.map((phone) => ({ tenant_id: tenant.id, contact_id: id, phone }));
  await given(db.from("contact_phones").insert(rows).select());
  return id;
}

beforeAll(async () => {
  [acme, globex] = await Promise.all([makeTenant(), makeTenant()]);
  for (const tenant of [acme, globex]) for (const person of people) await add(tenant, person);
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

/** Ordered as the app asks for it: by itself a search is in no order. */
const search = (db: Visitor, query: string) =>
  db.rpc("search_contacts", { query }).order("sort_name").order("id");
const namesFor = async (query: string) => {
  const { data, error } = await search(visitorOf(acme.rep2), query);
  expect(error).toBeNull();
  return data.map((row: { name: string }) => row.name);
};

describe("a search", () => {
  test.each([
    ["the whole name", "Jane Doe"],
    ["the name the other way round", "doe jane"],
    ["a word's beginning", "Ja"],
    ["capitals", "JANE"],
    ["the company", "Blue Hill"],
    ["a word of the company", "roof"],
    ["name and company together", "jane hill"],
    ["spaces around", "  jane  "],
    ["the number as Americans write it", "(206) 555-0123"],
    ["dots", "206.555.0123"],
    ["the number without its area", "555-0123"],
    ["its seven digits", "5550123"],
    ["its last four digits", "0123 jane"],
    ["E.164", "+12065550123"],
    ["E.164 with spaces", "+1 206 555 0123"],
    ["a number half typed", "206555012"],
    ["name and number", "jane 5550123"],
  ])("by %s finds the contact: %s", async (_, query) => {
    expect(await namesFor(query)).toEqual(["Jane Doe"]);
  });

  test.each([
    "Zoë",
    "brien",
    "O'Brien",
    "Ångström",
    "O'Brien-Ångström",
    "3M",
    "020 7946 0123",
    "+44 20",
  ])("finds names, companies and numbers that are not plain English: %s", async (query) => {
    expect(await namesFor(query)).toEqual(["Zoë O'Brien-Ångström"]);
  });

  test.each([
    ["booking.com", "Booking.com"],
    ["com", "Booking.com"],
    ["bea@dot.example", "Booking.com"],
    ["wind", "Solar/Wind"],
    ["solar/wind", "Solar/Wind"],
    ["24/7", "24/7"],
    ["ångström", "Ångström"],
    ["ÅNG", "Ångström"],
  ])("splits and folds words alike on both sides: %s finds %s", async (query, company) => {
    const person = { tenant_id: acme.id, name: "Bea Both", company };
    const added = acme.rep.db.from("contacts").insert(person).select("id");
    const { id } = await given(added.single());
    const address = { tenant_id: acme.id, contact_id: id, email: "bea@dot.example" };
    await given(acme.rep.db.from("contact_emails").insert(address).select("id"));
    const { data } = await search(visitorOf(acme.rep), query);
    expect(data.map((row: { id: string }) => row.id)).toContain(id);
  });

  test("by four digits finds everyone whose number ends so, in the order of names", async () => {
    expect(await namesFor("0123")).toEqual(["Jane Doe", "Zoë O'Brien-Ångström"]);
  });

  test.each([
    "nobody",
    "ane",
    "5550199",
    "jane quiet",
    "",
    " ",
    "   ",
    "+()",
    "&",
    "' | 'nobody",
    "%",
    "jane:*|max",
  ])("for what is not there finds nothing, and is no error: %j", async (query) => {
    expect(await namesFor(query)).toEqual([]);
  });

  test("follows the numbers: a changed or removed one is found no more", async () => {
    const id = await add(acme, { name: "Nia New", company: "", phones: ["+12065550155"] });
    const phones = acme.rep.db.from("contact_phones");
    await given(phones.update({ phone: "+12065550156" }).eq("contact_id", id).select());
    expect(await namesFor("5550155")).toEqual([]);
    expect(await namesFor("5550156")).toEqual(["Nia New"]);
    await given(acme.rep.db.from("contact_phones").delete().eq("contact_id", id).select());
    expect(await namesFor("5550156")).toEqual([]);
  });

  test("gives as many as asked for, one hundred at most", async () => {
    const crowd = Array.from({ length: 120 }, (_, index) => ({
      tenant_id: acme.id,
      name: `Crowd ${String(index).padStart(3, "0")}`,
    }));
    await given(acme.rep.db.from("contacts").insert(crowd).select("id"));
    for (const [page_size, length] of [
      [0, 1],
      [7, 7],
      [1000, 100],
    ]) {
      const asked = { query: "crowd", page_size };
      expect((await visitorOf(acme.rep).rpc("search_contacts", asked)).data).toHaveLength(
        length ?? 0,
      );
    }
  });

  test("never finds another tenant's contact", async () => {
    for (const query of ["jane", "5550123", "3M"]) {
      const rows = await given(search(visitorOf(globex.manager), query));
      expect(rows.map((row: { tenant_id: string }) => row.tenant_id)).toEqual([globex.id]);
    }
    const begun = { query: "206", number_beginning: "1206" };
    const rows = await given(visitorOf(globex.manager).rpc("search_contacts", begun));
    const theirs = new Set(rows.map((row: { tenant_id: string }) => row.tenant_id));
    expect(theirs).toEqual(new Set([globex.id]));
  });

  test.each([
    ["a whole number", "4155552065", "14155552065", "Ends"],
    ["the last four digits, before numbers that begin with them", "2065", "12065", "Ends"],
    ["the beginning of a main number", "206 550", "1206550", "Begins"],
    ["the beginning of another number", "503 555", "1503555", "Begins"],
    ["a beginning that is no number's in that country", "5550177", "15550177", "Begins"],
  ])("finds %s", async (_, query, number_beginning, name) => {
    const own = await makeTenant();
    await add(own, { name: "Begins", company: "", phones: ["+12065500101", "+15035550177"] });
    await add(own, { name: "Ends", company: "", phones: ["+14155552065"] });
    const asked = { query, page_size: 1, number_beginning };
    expect(await given(visitorOf(own.rep).rpc("search_contacts", asked))).toMatchObject([{ name }]);
  });
});

describe("a caller whom nobody knew", () => {
  const line = () => ({ ...acme, rep: acme.rep.userId });

  async function ringsFrom(from: string): Promise<string> {
    const callSid = newSid("CA");
    const callId = inboundId(line(), callSid);
    await record(line(), callId, {
      type: "answer",
      dedupe_key: `answer:${callSid}`,
      creates: "inbound",
      role: "caller",
      call_sid: callSid,
      status: "ringing",
      from,
      to: acme.number,
      phone_number_id: acme.numberId,
      occurred_at: at(0),
    });
    return callId;
  }
  const contactOf = async (callId: string) =>
    (await given(acme.rep.db.from("calls").select("contact_id").eq("id", callId).single()))
      .contact_id;

  test("becomes a contact who takes over their earlier calls, and no one else's", async () => {
    const [first, second, other] = [
      await ringsFrom("+12065550181"),
      await ringsFrom("+12065550181"),
      await ringsFrom("+12065550182"),
    ];
    expect(await contactOf(first)).toBeNull();
    const id = await add(acme, { name: "Cal Caller", company: "", phones: ["+12065550181"] });
    expect([await contactOf(first), await contactOf(second)]).toEqual([id, id]);
    expect(await contactOf(other)).toBeNull();
  });

  test("whose number another tenant adds stays unknown here", async () => {
    const callId = await ringsFrom("+12065550183");
    await add(globex, { name: "Theirs", company: "", phones: ["+12065550183"] });
    expect(await contactOf(callId)).toBeNull();
  });

  test("keeps the calls with the contact who had the number first", async () => {
    const callId = await ringsFrom("+12065550184");
    const first = await add(acme, { name: "First", company: "", phones: ["+12065550184"] });
    await add(acme, { name: "Second", company: "", phones: ["+12065550184"] });
    expect(await contactOf(callId)).toBe(first);
    expect(await contactOf(await ringsFrom("+12065550184"))).toBe(first);
  });

  test("is found when an existing contact's number is corrected to theirs", async () => {
    const callId = await ringsFrom("+12065550185");
    const id = await add(acme, { name: "Typo", company: "", phones: ["+12065550158"] });
    const phones = acme.rep.db.from("contact_phones");
    await given(phones.update({ phone: "+12065550185" }).eq("contact_id", id).select());
    expect(await contactOf(callId)).toBe(id);
  });
});
