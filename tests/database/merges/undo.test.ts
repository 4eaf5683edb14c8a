import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import type { Member } from "@/lib/auth/member";
import {
  aboutContacts,
  mergeNow,
  plan,
  plantAround,
  plantPlanned,
} from "@/tests/database/merges/pair";
import { actorOf } from "@/tests/support/imports";
import { makeTenant } from "@/tests/support/tenant";
import { admin } from "@/tests/telephony/record/call-record";

const Merged = z.object({ kind: z.literal("merged"), id: z.uuid() });

let rep: Member;
let around: Awaited<ReturnType<typeof plantAround>>;
beforeAll(async () => {
  rep = await actorOf((await makeTenant({ withoutTwilio: true })).rep);
  around = await plantAround(rep.tenant.id, rep.user_id);
});
afterAll(() => admin.end());

/** The tenant with no contacts. */
async function startAgain(): Promise<void> {
  for (const table of ["calls", "contacts", "do_not_call", "contact_merges"]) {
    await admin`delete from ${admin(`public.${table}`)} where tenant_id = ${rep.tenant.id}`;
  }
}

const keysOf = (rows: unknown, key: string) =>
  z
    .array(z.looseObject({}))
    .parse(rows)
    .map((row) => String(row[key]));

test("whatever two contacts have, a merge loses nothing of it, and its undo ends as it began", async () => {
  const fields = ["name", "company", "title", "owner_id", "time_zone", "phones", "emails"];
  const cases = fc.record({
    ...{ keep: plan, gone: plan },
    taken: fc.subarray([...fields, "custom:0", "custom:1"]),
    listed: fc.subarray(["+12065550171", "+12065550172", "+12065550173"]),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ keep, gone, taken, listed }) => {
      await startAgain();
      for (const number of listed) {
        await admin`insert into public.do_not_call (tenant_id, number, added_by)
          values (${rep.tenant.id}, ${number}, ${rep.user_id})`;
      }
      const kept = await plantPlanned(keep, around, 1);
      const other = await plantPlanned(gone, around, 2);
      const before = await aboutContacts(rep.tenant.id);

      const named = taken.map((field) =>
        field.replace(/^custom:(\d)$/, (_, at) => `custom:${around.fields[Number(at)]}`),
      );
      const { id } = Merged.parse(await mergeNow(rep, [kept, other], named));
      const merged = await aboutContacts(rep.tenant.id);
      for (const table of ["calls", "notes", "tasks", "logged_calls"]) {
        expect(keysOf(merged[table], "id")).toEqual(keysOf(before[table], "id"));
      }
      for (const [table, key] of [
        ["contact_phones", "phone"],
        ["contact_emails", "email"],
        ["contact_tags", "tag_id"],
        ["call_list_entries", "list_id"],
      ] as const) {
        const wanted = [...new Set(keysOf(before[table], key))].toSorted();
        expect(keysOf(merged[table], key).toSorted()).toEqual(wanted);
      }
      for (const [table, rows] of Object.entries(merged)) {
        if (table === "contacts" || table === "do_not_call") continue;
        const owners = keysOf(rows, "contact_id").filter((owner) => owner !== kept);
        expect(owners, table).toEqual([]);
      }
      const isNotCalled = ({ phones }: { phones: string[] }) =>
        phones.length > 0 && phones.every((phone) => listed.includes(phone));
      if (isNotCalled(keep) || isNotCalled(gone)) {
        const numbers = keysOf(merged.do_not_call, "number");
        expect(numbers).toEqual(expect.arrayContaining([...keep.phones, ...gone.phones]));
      }

      const { data } = await rep.db.rpc("undo_contact_merge", { merge: id });
      expect(data).toEqual({ kind: "undone", keep_id: kept, gone_id: other });
      expect(await aboutContacts(rep.tenant.id)).toEqual(before);
    }),
    { numRuns: 25 },
  );
});
