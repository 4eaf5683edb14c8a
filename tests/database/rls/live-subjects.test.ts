import { afterAll, expect, test } from "vitest";
import { liveSubjects } from "@/lib/db/supabase/topics";
import { admin } from "@/tests/telephony/record/call-record";

afterAll(() => admin.end());

test("what triggers broadcast is what pages can follow, with the ids that pages can ask for", async () => {
  const triggers = await admin<{ args: string }[]>`
    select encode(t.tgargs, 'escape') args from pg_trigger t
    where t.tgfoid = 'private.broadcast_change'::regproc and not t.tgisinternal`;
  const broadcast = triggers.map(({ args }) => {
    const [subject = "", ...ids] = args.split("\\000").slice(0, -1);
    return [subject, ["id", ...ids].sort()];
  });
  // Calls have a trigger function of their own.
  const { calls, ...others } = liveSubjects;
  expect(calls).toContain("contact_id");
  expect(Object.fromEntries(broadcast)).toEqual(
    Object.fromEntries(Object.entries(others).map(([subject, ids]) => [subject, [...ids].sort()])),
  );
});
