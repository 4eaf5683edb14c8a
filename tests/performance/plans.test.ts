import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listEvents, listLegs } from "@/lib/call-log/call";
import { type Cursor, readCursor } from "@/lib/call-log/cursor";
import { listCalls, searchCalls } from "@/lib/call-log/list";
import type { LogFilters } from "@/lib/call-log/schema";
import { ContactView } from "@/lib/contact-list/schema";
import { listView } from "@/lib/contact-list/store";
import { listContacts, searchContacts } from "@/lib/contacts/store";
import { dayOf } from "@/lib/core/time";
import type { Db } from "@/lib/db/supabase/server";
import { listDispositions } from "@/lib/dispositions/store";
import { findDuplicates } from "@/lib/merges/duplicates";
import { countMissed, listMissed } from "@/lib/missed/store";
import { plantViews } from "@/tests/performance/contact-views";
import { startExplainedApi } from "@/tests/performance/explained-api";
import { plantContact, plantYears, settle } from "@/tests/performance/many-rows";
import { listPlan, ownPlan, touched } from "@/tests/performance/plan-of";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";

const size = 50;
const day = 86_400_000;
/**
 * Pages that a statement reads once, whatever its rows. Each of up to seven tables asks who it is:
 * a session, a user and a profile, seven pages at first. All tests write into these three, so each
 * index may grow by a level.
 */
const perStatement = 70;

let tenant: TestTenant;
let viewed: TestTenant;
let views: Record<string, Record<string, string>>;
let api: Awaited<ReturnType<typeof startExplainedApi>>;
beforeAll(async () => {
  const twilio = { withoutTwilio: true };
  const [own, other, explained] = await Promise.all([
    makeTenant(twilio),
    makeTenant(twilio),
    startExplainedApi(),
  ]);
  await plantYears(own, { contacts: 5_000, calls: 20_000 });
  await plantYears(other, { contacts: 5_000, calls: 2_000 });
  await plantContact(own, "Zephyrine Quill");
  // Of the other one: contacts that are written again lie apart from each other.
  views = await plantViews(other);
  viewed = other;
  await settle();
  [tenant, api] = [own, explained];
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

/** A page found by this index alone: nothing sorted, and nothing read in vain. */
const pageBy = (index: string, rows = size + 1) => ({
  rows,
  index,
  sorted: false,
  wasted: 0,
  readWhole: [],
});

/** A rep's policies ask more of each recording than a manager's. */
const readers = ["rep", "manager"] as const;

describe.each(readers)("a %s's call log", (role) => {
  const read = async (filters: LogFilters & { contact?: string }, before?: Cursor) => {
    const db = api.as(tenant[role]);
    const explained = await api.explain(() =>
      listCalls(db, tenant.id, filters, "UTC", { before, size }),
    );
    const { buffers, buffersAround, maxRows, ...plan } = listPlan(explained, "calls");
    expect(maxRows).toBeLessThanOrEqual(size + 1);
    expect(buffers).toBeLessThanOrEqual(100);
    // Contact, person, who was in a meeting, recordings and a rep's right to them: five look-ups of
    // at most four pages.
    expect(buffersAround).toBeLessThanOrEqual(perStatement + plan.rows * 20);
    return plan;
  };

  test("is read from its index, and only the page", async () => {
    expect(await read({})).toEqual(pageBy("calls_log"));
  });

  test("costs the same far down: the cursor is a place in the index", async () => {
    const [far] = await admin`select to_json(created_at) as created_at, id from public.calls
      where tenant_id = ${tenant.id} order by calls.created_at desc, id desc offset 10000 limit 1`;
    const before = readCursor(`${far?.created_at.replace("+00:00", "Z")}~${far?.id}`);
    expect(before).toBeDefined();
    const { wasted, ...plan } = await read({}, before);
    expect({ ...plan, wasted: 0 }).toEqual(pageBy("calls_log"));
    // Calls of the very same moment that the page before had shown.
    expect(wasted).toBeLessThanOrEqual(2);
  });

  test("between two days starts at the later one", async () => {
    const [from, to] = [300, 200].map((ago) => dayOf(new Date(Date.now() - ago * day), "UTC"));
    expect(await read({ from, to })).toEqual(pageBy("calls_log"));
  });

  test.each([
    ["direction", "inbound", "calls_by_direction", 5],
    ["outcome", "failed", "calls_by_outcome", 5],
    ["person", "someone who made one call", "calls_by_person", 1],
  ])("of a rare %s, %s, is read from an index of its own", async (filter, value, index, rows) => {
    const [former] = await admin`select user_id from public.profiles
      where tenant_id = ${tenant.id} and removed_at is not null limit 1`;
    const wanted = filter === "person" ? former?.user_id : value;
    expect(await read({ [filter]: wanted })).toEqual(pageBy(index, rows));
  });

  test("with a rare outcome given, or without one, is read from an index of its own", async () => {
    const [first] = await listDispositions(tenant.rep.db, tenant.id);
    await admin`insert into public.call_wrapups (tenant_id, call_id, disposition_id, user_id)
      select tenant_id, id, ${first?.id ?? null}, user_id from public.calls
      where tenant_id = ${tenant.id} and outcome = 'failed' on conflict do nothing`;
    expect(await read({ said: first?.id })).toEqual(pageBy("calls_by_disposition", 5));
    expect(await read({ said: "none" })).toEqual(pageBy("calls_without_outcome"));
  });

  test("of a rarely used number is read from an index of its own", async () => {
    const [rare] = await admin`select phone_number_id from public.calls
      where tenant_id = ${tenant.id} group by 1 order by count(*) limit 1`;
    expect(await read({ number: rare?.phone_number_id })).toEqual(pageBy("calls_by_number", 5));
  });

  test("of what is common reads little besides", async () => {
    const person = tenant.rep.userId;
    for (const filters of [
      { direction: "outbound" },
      { outcome: "connected" },
      { person },
    ] as const) {
      const { wasted, rows } = await read(filters);
      expect(rows).toBe(size + 1);
      expect(wasted).toBeLessThanOrEqual(5 * size);
    }
  });

  test("of one contact is read from that contact's calls", async () => {
    const [busiest] = await admin`select contact_id from public.calls where tenant_id = ${tenant.id}
      group by contact_id order by count(*) desc limit 1`;
    expect(await read({ contact: busiest?.contact_id })).toEqual(pageBy("calls_by_contact"));
  });
});

describe("a search of calls", () => {
  const search = async (words: string) => {
    const db = api.as(tenant.rep);
    const where = { timeZone: "UTC", country: "US" };
    const explained = await api.explain(() => searchCalls(db, words, {}, where, { size }));
    const { rows, buffers } = listPlan(explained, "search_calls");
    return { rows, buffers, ...touched(explained) };
  };

  test.each([
    ["the middle of a rare name", "phyrine", 0, "contacts_by_part"],
    ["digits in the middle of a number", "6500000", 51, "called_numbers_by_digits"],
    ["what nobody is called", "nobodyatall", 0, "contacts_by_part"],
  ])("by %s reads indexes, and no table from end to end", async (_, words, most, index) => {
    const { rows, buffers, indexes, readWhole } = await search(words);
    expect(rows).toBeLessThanOrEqual(most);
    expect(indexes).toContain(index);
    expect(readWhole).toEqual([]);
    expect(buffers).toBeLessThanOrEqual(perStatement + 50 * 60);
  });

  test("by a name that very many have reads a bounded part of the log", async () => {
    const { rows, buffers, readWhole } = await search("meridian");
    expect(rows).toBe(51);
    expect(readWhole).toEqual([]);
    expect(buffers).toBeLessThanOrEqual(5_000 * 8);
  });
});

describe("missed callers", () => {
  test("are read from their index, and counted no further than is shown", async () => {
    await admin.begin(async (sql) => {
      // Thousands of rows: nobody listens for them, and no contact's activity is asked for.
      await sql`set local session_replication_role = replica`;
      await sql`insert into public.missed_callers
          (tenant_id, caller, call_id, kind, calls, first_missed_at, missed_at, reached_at)
        select tenant_id, id::text, id, 'missed', 1, created_at, created_at,
          case when row_number() over (order by created_at) % 4 > 0 then now() end
        from public.calls where tenant_id = ${tenant.id} and outcome = 'missed'`;
    });
    await admin.unsafe("vacuum analyze public.missed_callers");
    const db = api.as(tenant.rep);
    const page = { mine: false, done: false };
    const listed = listPlan(await api.explain(() => listMissed(db, page, { size })), "list_missed");
    expect(listed).toMatchObject({ rows: size + 1, readWhole: [] });
    const counted = listPlan(await api.explain(() => countMissed(db, tenant.id)), "missed_callers");
    expect(counted).toMatchObject({ rows: 100, index: "missed_callers_open", sorted: false });
    expect(counted.buffers).toBeLessThanOrEqual(110);
  });
});

describe("contacts", () => {
  const read = async (after?: string) => {
    const db = api.as(tenant.rep);
    const explained = await api.explain(() => listContacts(db, tenant.id, { after, size }));
    const { buffers, buffersAround, maxRows, ...plan } = listPlan(explained, "contacts");
    expect(maxRows).toBeLessThanOrEqual(size + 1);
    expect(buffers).toBeLessThanOrEqual(100);
    // Numbers and the last call.
    expect(buffersAround).toBeLessThanOrEqual(perStatement + plan.rows * 8);
    return plan;
  };

  test("are read in the order of their index, the first page and the next", async () => {
    const { next } = await listContacts(tenant.rep.db, tenant.id, { size });
    expect(await read()).toEqual(pageBy("contacts_by_name"));
    expect(next).toBeDefined();
    const { wasted, ...plan } = await read(next);
    expect({ ...plan, wasted: 0 }).toEqual(pageBy("contacts_by_name"));
    // The last one of the page before, where this one begins.
    expect(wasted).toBe(1);
  });

  /** How the list's own rows are found: the statement inside of list_contacts. */
  const readView = async (address: Record<string, string>) => {
    const db = api.as(viewed.rep);
    const view = ContactView.parse(address);
    const explained = await api.explain(() => listView(db, view, { country: "US", size }));
    const own = explained.filter(({ "Query Text": text }) => text.startsWith("select c.* from"));
    expect(own).toHaveLength(1);
    const whole = listPlan(explained, "list_contacts");
    // Numbers, tags, activity and the last call.
    expect(whole.buffersAround).toBeLessThanOrEqual(perStatement + whole.rows * 16);
    return { rows: whole.rows, ...ownPlan(own) };
  };

  test.each([
    ["an owner's", "owner", "contacts_by_owner"],
    ["a stage's", "stage", "contacts_by_stage"],
    ["a company's", "company", "contacts_by_company"],
    ["a tag's", "tag", "contact_tags_by_tag"],
    ["nobody's", "none", "contacts_by_owner"],
    ["those in no stage", "no stage", "contacts_by_stage"],
    ["those missed", "missed", "contact_activity_missed"],
    ["those with an open task", "task", "contact_activity_open_task"],
    ["those not called in 30 days", "not_called", "contact_activity_by_called"],
    ["those archived", "archived", "contacts_archived"],
    ["by company", "by company", "contacts_by_company_name"],
    ["the newest", "newest", "contacts_by_creation"],
    ["by last call", "by call", "contact_activity_by_last_call"],
  ])("%s are read from an index in its order, sorting nothing", async (_, what, index) => {
    const { buffers, rows, ...plan } = await readView(views[what] ?? {});
    expect(rows).toBe(size + 1);
    expect(plan.sorted).toBe(false);
    expect(plan.readWhole).toEqual([]);
    expect(plan.indexes).toContain(index);
    // A page of an index, and the contact of each of its entries: four pages of an index and one.
    expect(buffers).toBeLessThanOrEqual(index.startsWith("contact_") ? size * 6 : 100);
  });

  test.each([
    ["a value", "own value", "contacts_custom", 1_000],
    // Every contact in order, until there are enough: one in twenty has it.
    ["a part of the text", "own part", "contacts_by_name", 40 * size],
  ])("by %s of a company's own field are read among the tenant's", async (_, what, index, most) => {
    const { rows, buffers, indexes, readWhole } = await readView(views[what] ?? {});
    expect(rows).toBe(size + 1);
    expect(indexes).toContain(index);
    expect(readWhole).toEqual([]);
    expect(buffers).toBeLessThanOrEqual(most);
  });

  const searchOnce = async (words: string) => {
    const db = api.as(tenant.rep);
    const explained = await api.explain(() =>
      searchContacts(db, words, { country: "US", size: 100 }),
    );
    const { rows, buffers } = listPlan(explained, "search_contacts");
    return { rows, buffers, ...touched(explained) };
  };

  /**
   * The cheapest of three: a session that searches for the first time, or after another test has
   * changed a function, reads in the catalog what its functions are.
   */
  const search = async (words: string) => {
    const found = [await searchOnce(words), await searchOnce(words), await searchOnce(words)];
    return found.reduce((best, next) => (next.buffers < best.buffers ? next : best));
  };

  test("are found by words through the search index, and nobody pays for another tenant's", async () => {
    const { rows, buffers, indexes, readWhole } = await search("zeph quill");
    expect(rows).toBe(1);
    expect(indexes).toContain("contacts_search");
    expect(readWhole).toEqual([]);
    expect(buffers).toBeLessThanOrEqual(perStatement + rows * 5);
  });

  test.each(["meridian", "5000007", "ann meridian", "nobody"])(
    "searching for %s reads few pages",
    async (words) => {
      const { rows, buffers, indexes, readWhole } = await search(words);
      expect(indexes).toContain("contacts_search");
      expect(readWhole).toEqual([]);
      expect(buffers).toBeLessThanOrEqual(perStatement + rows * 5);
    },
  );

  test("searching for the beginning of very many numbers reads no more than are shown", async () => {
    const { rows, buffers, indexes, readWhole } = await search("206 500");
    expect(rows).toBe(100);
    expect(indexes).toContain("contacts_by_number");
    expect(readWhole).toEqual([]);
    expect(buffers).toBeLessThanOrEqual(perStatement + rows);
  });
});

test("duplicates of what is typed are found by indexes, in at most 100 pages", async () => {
  // What other tests have just imported waits in front of the index of names until it is cleaned.
  await admin.unsafe("vacuum public.contacts");
  const db = api.as(tenant.rep);
  const explained = await api.explain(async () => {
    const found = await findDuplicates(db, {
      phones: ["+12065000007", "+12065000008", "+12065999999"],
      ...{ emails: ["nobody@x.test"], name: "Zephyrine Quill", company: "" },
    });
    expect(found.map(({ kind }) => kind).toSorted()).toEqual(["name", "phone", "phone"]);
  });
  const { buffers, buffersAround } = listPlan(explained, "find_duplicates");
  expect(touched(explained).readWhole).toEqual([]);
  expect(buffers + buffersAround).toBeLessThanOrEqual(100);
});

describe("around a call", () => {
  const [legs, events] = [listLegs, listEvents];
  test.each([
    ["call_legs", "call_legs_by_call", (db: Db, call: string) => legs(db, tenant.id, call)],
    ["call_events", "call_events_by_call", (db: Db, call: string) => events(db, tenant.id, call)],
  ])("its %s are found by the call", async (table, index, list) => {
    const [own] = await admin`select id from public.calls
      where tenant_id = ${tenant.id} and user_id = ${tenant.rep.userId}
        order by created_at desc limit 1`;
    const db = api.as(tenant.rep);
    const explained = await api.explain(() => list(db, own?.id));
    const plan = listPlan(explained, table);
    expect(plan).toMatchObject({ rows: 3, maxRows: 3, index, wasted: 0, readWhole: [] });
    expect(plan.buffers).toBeLessThanOrEqual(90);
  });
});

test("a manager's newest recordings are read from their index", async () => {
  const db = api.as(tenant.manager);
  const explained = await api.explain(async () => {
    const { data } = await db
      .from("recordings")
      .select("id, created_at, calls(id, customer_number)")
      .eq("tenant_id", tenant.id)
      .order("created_at", { ascending: false })
      .order("id", { ascending: false })
      .limit(size + 1);
    expect(data).toHaveLength(size + 1);
  });
  const { buffers, buffersAround, maxRows, ...plan } = listPlan(explained, "recordings");
  expect(maxRows).toBeLessThanOrEqual(size + 1);
  expect(plan).toEqual(pageBy("recordings_log"));
  expect(buffers).toBeLessThanOrEqual(100);
  expect(buffersAround).toBeLessThanOrEqual(perStatement + plan.rows * 4);
});
