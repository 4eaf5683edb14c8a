import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { listDispositions } from "@/lib/dispositions/store";
import { listStages } from "@/lib/stages/store";
import { given } from "@/tests/database/rls/visitor";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin } from "@/tests/telephony/record/call-record";

let tenant: TestTenant;
let stages: { id: string; name: string }[];
beforeAll(async () => {
  tenant = await makeTenant({ withoutTwilio: true });
  stages = await listStages(tenant.rep.db, tenant.id);
});

/** An outcome that moves contacts to this stage. */
async function outcomeFor(stage: string | undefined): Promise<string> {
  const row = { tenant_id: tenant.id, label: randomUUID(), stage_id: stage ?? null };
  return (await given(tenant.admin.db.from("dispositions").insert(row).select("id").single())).id;
}

async function addContact(): Promise<string> {
  const row = { tenant_id: tenant.id, name: "Amara Lindqvist" };
  return (await given(tenant.rep.db.from("contacts").insert(row).select("id").single())).id;
}

async function plantCall(contact: string | null): Promise<string> {
  const call = {
    ...{ id: randomUUID(), tenant_id: tenant.id, user_id: tenant.rep.userId, contact_id: contact },
    ...{ direction: "outbound", from_number: "+12065550100", to_number: "+12065550177" },
    ...{ status: "completed", stage: "ended", outcome: "connected" },
    ...{ created_at: "2026-11-02T10:00:00Z", ended_at: "2026-11-02T10:05:00Z" },
  };
  await admin`insert into public.calls ${admin(call)}`;
  return call.id;
}

const choose = (call: string, outcome: string | null, was: string | null = null) =>
  given(
    tenant.rep.db.rpc("set_outcome", {
      call,
      ...(outcome && { outcome }),
      ...(was && { was }),
    }),
  );

const stageOf = async (contact: string) => {
  const rows = tenant.rep.db.from("contacts").select("contact_stages(name)").eq("id", contact);
  return (await given(rows.single())).contact_stages?.name ?? null;
};

test("an outcome moves the contact to its stage, and the timeline says who did", async () => {
  const contact = await addContact();
  await choose(await plantCall(contact), await outcomeFor(stages[1]?.id));
  expect(await stageOf(contact)).toBe(stages[1]?.name);
  const changes = await given(
    tenant.rep.db.from("contact_changes").select("actor_id, changes").eq("contact_id", contact),
  );
  expect(changes).toContainEqual({
    actor_id: tenant.rep.userId,
    changes: { stage: { from: null, to: stages[1]?.name } },
  });
});

test("the last outcome of a call counts, and taking it back moves nobody back", async () => {
  const contact = await addContact();
  const call = await plantCall(contact);
  const [first, second] = [await outcomeFor(stages[1]?.id), await outcomeFor(stages[2]?.id)];
  await choose(call, first);
  await choose(call, second, first);
  expect(await stageOf(contact)).toBe(stages[2]?.name);
  await choose(call, null, second);
  expect(await stageOf(contact)).toBe(stages[2]?.name);
});

test("an outcome without a stage, or with an archived one, leaves the contact where it is", async () => {
  const contact = await addContact();
  const [here, gone] = await Promise.all(
    ["Here", "Gone"].map(async (name) => {
      const row = { tenant_id: tenant.id, name, position: 9 };
      return await given(tenant.admin.db.from("contact_stages").insert(row).select("id").single());
    }),
  );
  await choose(await plantCall(contact), await outcomeFor(here?.id));
  const toGone = await outcomeFor(gone?.id);
  const archived_at = new Date().toISOString();
  await tenant.admin.db
    .from("contact_stages")
    .update({ archived_at })
    .eq("id", gone?.id ?? "")
    .throwOnError();
  await choose(await plantCall(contact), toGone);
  await choose(await plantCall(contact), await outcomeFor(undefined));
  expect(await stageOf(contact)).toBe("Here");
});

test("an outcome of a caller who is no contact moves nobody", async () => {
  const outcome = await outcomeFor(stages[1]?.id);
  expect(await choose(await plantCall(null), outcome)).toBe(true);
});

test("a logged call's outcome moves the contact too", async () => {
  const contact = await addContact();
  const row = {
    ...{ id: randomUUID(), tenant_id: tenant.id, contact_id: contact, direction: "outbound" },
    ...{ happened_at: "2026-11-02T10:00:00Z", disposition_id: await outcomeFor(stages[1]?.id) },
  };
  await tenant.rep.db.from("logged_calls").insert(row).throwOnError();
  expect(await stageOf(contact)).toBe(stages[1]?.name);
});

test("an outcome cannot name another company's stage", async () => {
  const other = await makeTenant({ withoutTwilio: true });
  const [theirs] = await listStages(other.rep.db, other.id);
  const { error } = await tenant.admin.db
    .from("dispositions")
    .insert({ tenant_id: tenant.id, label: "Elsewhere", stage_id: theirs?.id ?? "" });
  expect(error?.code).toBe("23503");
  const outcomes = await listDispositions(tenant.rep.db, tenant.id);
  expect(outcomes.map(({ label }) => label)).not.toContain("Elsewhere");
});
