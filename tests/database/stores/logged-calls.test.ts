import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { addLoggedCall, deleteLoggedCall } from "@/lib/logged-calls/store";
import { listTimeline } from "@/lib/timeline/list";
import { given } from "@/tests/database/rls/visitor";
import { type Member, makeTenant } from "@/tests/support/tenant";

test("a call that happened elsewhere is logged once, beside the record and not in it", async () => {
  const tenant = await makeTenant({ withoutTwilio: true });
  const jane = { tenant_id: tenant.id, name: "Jane Doe" };
  const added = tenant.rep.db.from("contacts").insert(jane).select("id").single();
  const { id: contact } = await given(added);
  const call = {
    id: randomUUID(),
    contact_id: contact,
    direction: "inbound",
    happened_at: "2026-11-02T09:00:00Z",
    duration_seconds: 300,
    disposition_id: null,
    note: " Met at the fair ",
  };
  await addLoggedCall(tenant.rep.db, tenant.id, call);
  await addLoggedCall(tenant.rep.db, tenant.id, call);
  const page = { tenantId: tenant.id, contactId: contact, size: 10 };
  const { rows } = await listTimeline({ db: tenant.rep2.db, ...page }, "calls");
  expect(rows).toMatchObject([
    { kind: "logged_calls", row: { user_id: tenant.rep.userId, note: "Met at the fair" } },
  ]);
  const { data } = await tenant.rep.db.from("calls").select("id").eq("contact_id", contact);
  expect(data).toEqual([]);
  const removing = (by: Member) => deleteLoggedCall(by.db, tenant.id, call.id);
  await expect(removing(tenant.rep2)).rejects.toMatchObject({ status: 404 });
  await removing(tenant.admin);
  await expect(removing(tenant.rep)).rejects.toMatchObject({ status: 404 });
});
