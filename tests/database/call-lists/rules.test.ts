import { beforeAll, describe, expect, test } from "vitest";
import {
  as,
  type Company,
  call,
  claim,
  days,
  endCall,
  entriesOf,
  entryAt,
  entryOf,
  kindAt,
  listOf,
  minutes,
  plantCall,
  plantContact,
  plantList,
  plantReps,
  reasons,
  say,
  skip,
  sql,
} from "@/tests/database/call-lists/lists";

let company: Company;
let rae: string;
let rob: string;
beforeAll(async () => {
  company = await plantReps();
  [rae = "", rob = ""] = company.reps;
});

const now = Date.now();
const hour = minutes(60);

async function callAt(rep: string, entry: string, at: number): Promise<string> {
  const placed = await call(company, rep, entry, at);
  if (!placed.callId) throw new Error(placed.refused);
  return placed.callId;
}

describe("a contact that somebody has", () => {
  test("is theirs for ten minutes, then a colleague's, and a call from the first is refused", async () => {
    const list = await plantList(company, [await plantContact(company)]);
    const id = await entryAt(rae, list, now);
    expect(await kindAt(rob, list, now + minutes(9))).toBe("none");
    expect(await entryAt(rob, list, now + minutes(10))).toBe(id);
    expect(await call(company, rae, id, now + minutes(11))).toEqual({ refused: "entry_not_yours" });
  });

  test("stays theirs while they talk, however long, and ten minutes more", async () => {
    const list = await plantList(company, [await plantContact(company)]);
    const id = await entryAt(rae, list, now);
    const callId = await callAt(rae, id, now);
    expect(await kindAt(rob, list, now + 3 * hour)).toBe("none");
    expect(await kindAt(rae, list, now + 3 * hour)).toBe("on_call");
    await endCall(callId, "connected", now + 3 * hour);
    expect(await kindAt(rob, list, now + 3 * hour + minutes(9))).toBe("none");
    expect((await entryOf(id)).state).toBe("claimed");
    expect(await kindAt(rob, list, now + 3 * hour + minutes(25))).toBe("finished");
    expect(await entryOf(id)).toMatchObject({ state: "done", finished_by: rae });
  });

  test("waits again when they go on with another list", async () => {
    const list = await plantList(company, [await plantContact(company)]);
    const other = await plantList(company, [await plantContact(company)]);
    const id = await entryAt(rae, list, now);
    await entryAt(rae, other, now);
    expect(await entryAt(rob, list, now)).toBe(id);
  });

  test("is skipped by them, not by a colleague, and for a person's reason", async () => {
    const list = await plantList(company, [await plantContact(company)]);
    const id = await entryAt(rae, list, now);
    expect(await skip(rob, id)).toBe(false);
    await expect(skip(rae, id, "do_not_call")).rejects.toThrow("no reason");
    expect(await skip(rae, id)).toBe(true);
    expect(await reasons(list)).toEqual(["skipped: not_a_fit"]);
    expect((await listOf(list))?.state).toBe("finished");
  });
});

test("someone who has left takes and skips nothing of what they had", async () => {
  const left = await plantReps();
  const [one = "", other = ""] = left.reps;
  const list = await plantList(left, [await plantContact(left)]);
  const id = await entryAt(other, list, now);
  await sql`update public.profiles set removed_at = now() where user_id = ${other}`;
  expect(await skip(other, id)).toBe(false);
  expect(await claim(other, list, now)).toBeNull();
  expect(await entryAt(one, list, now + minutes(10))).toBe(id);
});

describe("who is not to be called", () => {
  test("is skipped: without a number, and with each number on the do-not-call list", async () => {
    const [some, all] = [["+12065559101", "+12065559102"], ["+12065559103"]];
    const contacts = [
      await plantContact(company, []),
      await plantContact(company, all),
      await plantContact(company, some),
    ];
    const list = await plantList(company, contacts);
    for (const number of ["+12065559101", "+12065559103"]) {
      await sql`insert into public.do_not_call (tenant_id, number, added_by)
        values (${company.id}, ${number}, ${rae})`;
    }
    await entryAt(rae, list, now);
    expect(await reasons(list)).toEqual([
      "skipped: no_number",
      "skipped: do_not_call",
      "claimed: null",
    ]);
  });

  test("was called within so many days, here, elsewhere or by talking to us; a call that never rang them is none", async () => {
    const contacts: string[] = [];
    for (let n = 0; n < 5; n += 1) contacts.push(await plantContact(company));
    const ago = (count: number) => new Date(now - days(count)).toISOString();
    const [called, elsewhere, rang, long, lost] = contacts;
    await plantCall(company, { contact_id: called, created_at: ago(2), outcome: "busy" });
    await sql`insert into public.logged_calls (tenant_id, contact_id, user_id, direction, happened_at)
      values (${company.id}, ${elsewhere ?? ""}, ${rae}, 'outbound', ${ago(1)})`;
    await plantCall(company, { contact_id: rang, created_at: ago(2), direction: "inbound" });
    await plantCall(company, { contact_id: long, created_at: ago(4) });
    await plantCall(company, { contact_id: lost, created_at: ago(1), outcome: "rep_unconfirmed" });
    const list = await plantList(company, contacts, { skip_called_days: 3 });
    await entryAt(rae, list, now);
    await entryAt(rob, list, now);
    const skipped = "skipped: called_recently";
    expect(await reasons(list)).toEqual([
      ...[skipped, skipped, skipped],
      ...["claimed: null", "claimed: null"],
    ]);
  });

  test("is on a call now, or was called moments ago: they wait", async () => {
    const number = "+12065559201";
    const contacts = [await plantContact(company, [number]), await plantContact(company)];
    const created_at = new Date(now - minutes(5)).toISOString();
    // From another contact's page: the number alone tells.
    await plantCall(company, { to_number: number, created_at, ended_at: null, stage: "connected" });
    await plantCall(company, { contact_id: contacts[1], created_at });
    const list = await plantList(company, contacts);
    expect(await kindAt(rae, list, now)).toBe("none");
    expect(await reasons(list)).toEqual(["waiting: on_call", "waiting: just_called"]);
    await entryAt(rae, list, now + minutes(16));
  });

  test("a call is refused when a colleague talks with them since", async () => {
    const contact = await plantContact(company);
    const list = await plantList(company, [contact]);
    const id = await entryAt(rae, list, now);
    const created_at = new Date(now).toISOString();
    await plantCall(company, { contact_id: contact, created_at, ended_at: null });
    expect(await call(company, rae, id, now)).toEqual({ refused: "called_meanwhile" });
  });
});

describe("after a call", () => {
  const planted = async (retries = {}) => {
    const list = await plantList(company, [await plantContact(company)], { retries });
    const id = await entryAt(rae, list, now);
    return { list, id };
  };
  const back = () => company.outcomes.get("Call back") ?? "";

  test("the outcome's rule calls again after so long, so many times", async () => {
    const { list, id } = await planted({ [back()]: { after_minutes: 60, times: 2 } });
    let at = now;
    for (const attempt of [1, 2, 3]) {
      const callId = await callAt(rae, id, at);
      await endCall(callId, "connected", at);
      await say(company, rae, callId, "Call back");
      expect(await entryOf(id)).toMatchObject({
        attempts: attempt,
        state: attempt < 3 ? "waiting" : "done",
      });
      if (attempt === 3) break;
      // The database counts microseconds.
      const next = (await entryOf(id)).next_attempt_at.getTime() + 1;
      expect(Math.abs(next - Date.now() - hour)).toBeLessThan(minutes(5));
      expect(await kindAt(rae, list, next - minutes(1))).toBe("none");
      expect(await entryAt(rae, list, next)).toBe(id);
      at = next;
    }
    expect((await listOf(list))?.state).toBe("finished");
  });

  test("without a word, the record's outcome decides", async () => {
    const { list, id } = await planted({ unanswered: { after_minutes: 60, times: 1 } });
    await endCall(await callAt(rae, id, now), "no-answer", now);
    expect(await kindAt(rae, list, now)).toBe("none");
    expect(await reasons(list)).toEqual(["waiting: retry"]);
    expect(await kindAt(rae, list, now + minutes(59))).toBe("none");
    expect(await entryAt(rae, list, now + hour)).toBe(id);
  });

  test("that never rang them, nothing is counted, and they are called again soon", async () => {
    const { list, id } = await planted();
    await endCall(await callAt(rae, id, now), "rep_unreachable", now);
    await endCall(await callAt(rae, id, now), "rep_unreachable", now);
    expect(await kindAt(rob, list, now)).toBe("none");
    expect(await kindAt(rae, list, now)).toBe("none");
    expect(await entryOf(id)).toMatchObject({ state: "waiting", attempts: 0 });
    expect(await entryAt(rob, list, now + minutes(10))).toBe(id);
  });

  test("what is said later counts too, and opens the list again", async () => {
    const { list, id } = await planted({ [back()]: { after_minutes: 60, times: 1 } });
    const callId = await callAt(rae, id, now);
    await endCall(callId, "connected", now);
    expect(await kindAt(rae, list, now)).toBe("finished");
    await say(company, rae, callId, "Call back");
    expect(await entryOf(id)).toMatchObject({ state: "waiting", disposition_id: back() });
    expect((await listOf(list))?.state).toBe("active");
  });
});

test("an archived contact is skipped, and is on no new list", async () => {
  const contact = await plantContact(company);
  const list = await plantList(company, [contact]);
  await sql`update public.contacts set archived_at = now() where id = ${contact}`;
  expect(await kindAt(rae, list, now)).toBe("finished");
  expect(await reasons(list)).toEqual(["skipped: archived"]);
  expect(await listOf(await plantList(company, [contact]))).toBeUndefined();
});

test("a paused list gives nobody, and what was begun is finished", async () => {
  const list = await plantList(company, [await plantContact(company), await plantContact(company)]);
  const id = await entryAt(rae, list, now);
  await as(rae, (own) => own`update public.call_lists set state = 'paused' where id = ${list}`);
  expect(await kindAt(rob, list, now)).toBe("paused");
  expect(await entryAt(rae, list, now)).toBe(id);
  const callId = await callAt(rae, id, now);
  await endCall(callId, "connected", now);
  expect(await kindAt(rae, list, now)).toBe("paused");
  expect((await entryOf(id)).state).toBe("done");
});

test("a rep changes and deletes only lists of their own", async () => {
  const list = await plantList(company, [await plantContact(company)]);
  const changed = await as(
    rob,
    (own) => own`update public.call_lists set state = 'paused' where id = ${list} returning id`,
  );
  const removed = await as(
    rob,
    (own) => own`delete from public.call_lists where id = ${list} returning id`,
  );
  expect([changed.length, removed.length]).toEqual([0, 0]);
});

test("a list of nobody is not made; one that is sent twice is one", async () => {
  expect(await listOf(await plantList(company, []))).toBeUndefined();
  const contact = await plantContact(company);
  const list = { id: "6f2d6a1e-6f0e-4c6e-9a55-27d4bb7bb0a1", name: "Twice" };
  for (const _ of [1, 2]) {
    await as(
      rae,
      (own) =>
        own`select public.create_call_list(${own.json(list)}, ${own.json({ ids: [contact] })})`,
    );
  }
  expect(await entriesOf(list.id)).toHaveLength(1);
});
