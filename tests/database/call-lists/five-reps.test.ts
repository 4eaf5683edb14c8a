import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Company,
  call,
  claim,
  endCall,
  entriesOf,
  entryOf,
  listOf,
  minutes,
  plantContact,
  plantList,
  plantReps,
  say,
  skip,
  sql,
} from "@/tests/database/call-lists/lists";

const acts = ["interested", "call_back", "no_answer", "no_word", "lost", "skip", "leave"] as const;
type Act = (typeof acts)[number];

const times = 2;
const again = { after_minutes: 30, times };

/**
 * Five reps who work through one list at once, each as their `acts` say, until nobody is left. They
 * ask in rounds: all five at one moment of the list's clock.
 */
async function work(company: Company, list: string, plans: Act[][]) {
  let at = Date.now();
  /** Who has a contact, and until when at the latest it is theirs. */
  const having = new Map<string, { rep: string; until: number }>();
  const calls = new Map<string, number>();

  function take(contact: string, rep: string) {
    const other = having.get(contact);
    if (other && other.rep !== rep) expect(other.until).toBeLessThanOrEqual(at);
    having.set(contact, { rep, until: at + minutes(10) });
  }

  async function carryOut(rep: string, entry: string, contact: string, act: Act): Promise<void> {
    if (act === "leave") return;
    if (act === "skip") {
      having.delete(contact);
      await skip(rep, entry);
      return;
    }
    const { callId } = await call(company, rep, entry, at);
    if (!callId) throw new Error("What was claimed in this round can be called in it");
    if (act !== "lost") calls.set(contact, (calls.get(contact) ?? 0) + 1);
    const outcome = { no_answer: "no-answer", lost: "rep_unreachable" };
    having.delete(contact);
    await endCall(callId, Reflect.get(outcome, act) ?? "connected", at);
    if (act === "interested") await say(company, rep, callId, "Interested");
    if (act === "call_back") await say(company, rep, callId, "Call back");
  }

  async function takeTurn(rep: string, plan: Act[]): Promise<string> {
    const { kind, id } = await claim(rep, list, at);
    if (kind !== "entry" || !id) return kind;
    const { contact_id: contact } = await entryOf(id);
    take(contact, rep);
    // Whoever has carried out their plan talks with everyone.
    await carryOut(rep, id, contact, plan.shift() ?? "interested");
    return kind;
  }

  for (let round = 0; round < 500; round += 1) {
    const kinds = await Promise.all(
      plans.map((plan, index) => takeTurn(company.reps[index] ?? "", plan)),
    );
    if (kinds.every((kind) => kind === "finished")) return calls;
    at += minutes(kinds.includes("entry") ? 1 : 20);
  }
  throw new Error("The list does not come to an end");
}

test("five reps on one list: no contact is two people's, none is lost, and all is done in the end", async () => {
  const company = await plantReps();
  const retries = { unanswered: again, [company.outcomes.get("Call back") ?? ""]: again };
  const plan = fc.array(fc.constantFrom(...acts), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 9 }),
      fc.tuple(plan, plan, plan, plan, plan),
      async (count, plans) => {
        const contacts: string[] = [];
        for (let n = 0; n < count; n += 1) contacts.push(await plantContact(company));
        const list = await plantList(company, contacts, { retries });
        const calls = await work(
          company,
          list,
          plans.map((acts) => [...acts]),
        );
        const entries = await entriesOf(list);
        expect(entries.map(({ contact_id }) => contact_id)).toEqual(contacts);
        for (const { state, contact_id, attempts } of entries) {
          expect(["done", "skipped"]).toContain(state);
          expect(attempts).toBe(calls.get(contact_id) ?? 0);
          expect(attempts).toBeLessThanOrEqual(1 + times);
          if (state === "done") expect(attempts).toBeGreaterThan(0);
        }
        expect((await listOf(list))?.state).toBe("finished");
      },
    ),
    { numRuns: 12 },
  );
});

test("five who ask at the same moment get five contacts", async () => {
  const company = await plantReps();
  const contacts: string[] = [];
  for (let n = 0; n < 5; n += 1) contacts.push(await plantContact(company));
  const list = await plantList(company, contacts);
  const at = Date.now();
  // Two clicks of each.
  const claims = await Promise.all(
    [...company.reps, ...company.reps].map((rep) => claim(rep, list, at)),
  );
  const ids = claims.map(({ id }) => id);
  expect(new Set(ids).size).toBe(5);
  expect(ids.slice(0, 5)).toEqual(ids.slice(5));
});

test("one contact on two lists is given once", async () => {
  const company = await plantReps();
  const [one, other] = company.reps;
  const contact = await plantContact(company);
  const lists = [await plantList(company, [contact]), await plantList(company, [contact])];
  const at = Date.now();
  const claims = await Promise.all([
    claim(one ?? "", lists[0] ?? "", at),
    claim(other ?? "", lists[1] ?? "", at),
  ]);
  expect(claims.map(({ kind }) => kind).sort()).toEqual(["entry", "none"]);
  const waiting = await sql`select reason from public.call_list_entries
    where contact_id = ${contact} and state = 'waiting'`;
  expect(waiting).toEqual([{ reason: "on_call" }]);
});
