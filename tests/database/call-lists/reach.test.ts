import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import {
  as,
  type Company,
  claim,
  days,
  entriesOf,
  entryAt,
  minutes,
  plantCall,
  plantContact,
  plantList,
  plantReps,
  sql,
} from "@/tests/database/call-lists/lists";

let company: Company;
let rae: string;
beforeAll(async () => {
  company = await plantReps();
  [rae = ""] = company.reps;
});

// Ten in New York on a Tuesday, four in the afternoon in Berlin, midnight in Tokyo.
const now = Date.parse("2026-12-01T15:00:00Z");
const nineToFive = { hours_from: "09:00", hours_until: "17:00", days: [1, 2, 3, 4, 5] };

/** How many wait for which reason, and until when the first of them. */
async function reachOf(list: string, at: number, person = rae) {
  const rows = await as(
    person,
    (own) => own`select * from private.call_list_reach(${list}, ${new Date(at)})`,
  );
  return Object.fromEntries(
    rows.map(({ reason, entries, first_at }) => [
      reason ?? "now",
      [Number(entries), first_at?.toISOString() ?? null],
    ]),
  );
}

async function contactIn(zone: string): Promise<string> {
  const id = await plantContact(company);
  await sql`update public.contacts set time_zone = ${zone} where id = ${id}`;
  return id;
}

test("who waits is counted: may be called now, outside their hours and when the first opens", async () => {
  const contacts = [
    ...[await plantContact(company), await contactIn("Europe/Berlin")],
    ...[await contactIn("Asia/Tokyo"), await contactIn("Pacific/Auckland")],
  ];
  const list = await plantList(company, contacts, nineToFive);
  expect(await reachOf(list, now)).toEqual({
    now: [2, null],
    // Auckland's Wednesday begins before Tokyo's.
    hours: [2, "2026-12-01T20:00:00.000Z"],
  });
  // Looked at and put off, they count as before.
  await entryAt(rae, list, now);
  await entryAt(company.reps[1] ?? "", list, now);
  await claim(company.reps[2] ?? "", list, now);
  expect(await reachOf(list, now)).toEqual({ hours: [2, "2026-12-01T20:00:00.000Z"] });
  expect(await reachOf(list, Date.parse("2026-12-02T00:00:00Z"))).toEqual({ now: [2, null] });
});

test("before anybody has looked: do-not-call, no number, archived, called within so many days", async () => {
  const number = "+12065558801";
  const contacts: string[] = [];
  for (const numbers of [undefined, undefined, undefined, [], [number], [number, "+12065558802"]])
    contacts.push(await plantContact(company, numbers));
  const [recent, archived] = contacts;
  await sql`insert into public.do_not_call (tenant_id, number, added_by)
    values (${company.id}, ${number}, ${rae})`;
  const list = await plantList(company, contacts, { skip_called_days: 3 });
  await sql`update public.contacts set archived_at = now() where id = ${archived ?? ""}`;
  const created_at = new Date(now - days(2)).toISOString();
  await plantCall(company, { contact_id: recent, created_at, outcome: "no-answer" });
  expect(await reachOf(list, now)).toMatchObject({
    now: [2, null],
    ...{ archived: [1, null], no_number: [1, null], do_not_call: [1, null] },
    called_recently: [1, null],
  });
  // As a claim then finds it.
  await entryAt(rae, list, now);
  await entryAt(company.reps[1] ?? "", list, now);
  const skipped = (await entriesOf(list)).filter(({ state }) => state === "skipped");
  expect(skipped.map(({ reason }) => reason).sort()).toEqual([
    ...["archived", "called_recently", "do_not_call", "no_number"],
  ]);
});

test("called moments ago, in another list or by hand; an entry's own call is none", async () => {
  const other = await plantContact(company);
  const own = await plantContact(company);
  const list = await plantList(company, [other, own]);
  const created_at = new Date(now - minutes(5)).toISOString();
  await plantCall(company, { contact_id: other, created_at, outcome: "connected" });
  const id = randomUUID();
  await plantCall(company, { id, contact_id: own, created_at, outcome: "no-answer" });
  await sql`update public.call_list_entries set call_id = ${id}, attempts = 1, reason = 'retry'
    where list_id = ${list} and contact_id = ${own}`;
  expect(await reachOf(list, now)).toMatchObject({ now: [1, null], just_called: [1, null] });
  expect(await reachOf(list, now + minutes(11))).toMatchObject({ now: [2, null] });
});

test("who is to be called again waits until then", async () => {
  const list = await plantList(company, [await plantContact(company)]);
  const until = new Date(now + minutes(60));
  await sql`update public.call_list_entries set reason = 'retry', next_attempt_at = ${until}
    where list_id = ${list}`;
  expect(await reachOf(list, now)).toEqual({ retry: [1, until.toISOString()] });
  expect(await reachOf(list, now + minutes(60))).toEqual({ now: [1, null] });
});

test("another company's list is none", async () => {
  const list = await plantList(company, [await plantContact(company)]);
  const other = await plantReps();
  expect(await reachOf(list, now, other.reps[0])).toEqual({});
});
