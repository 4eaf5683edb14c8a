import { expect, test } from "vitest";
import { readFirstDay } from "@/lib/first-day/store";
import { given } from "@/tests/database/rls/visitor";
import { makeTenant } from "@/tests/support/tenant";

test("who is removed from the team while a page is drawn has no checklist, and no error", async () => {
  const { admin, rep2 } = await makeTenant({ withoutTwilio: true });
  const me = { db: rep2.db, show_checklist: true };
  expect(await readFirstDay(me)).toMatchObject({ my_call: false });
  await given(admin.db.rpc("remove_member", { member: rep2.userId }));
  expect(await readFirstDay(me)).toBeNull();
});
