import { afterAll, expect, test } from "vitest";
import { type AuditRow, describeEntries } from "@/lib/audit/entry";
import { saveGroupEdit, valuesOf } from "@/lib/groups/save";
import { addGroup, changeGroup, deleteGroup, type Group, listGroups } from "@/lib/groups/store";
import { readGroupUse } from "@/lib/routing/edit/group-use";
import { actorOf } from "@/tests/support/imports";
import { makeTenant } from "@/tests/support/tenant";
import { routeOf } from "@/tests/telephony/calls/routed";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

/** A tenant with a group of its two reps. */
async function makeGroup() {
  const tenant = await makeTenant();
  const actor = await actorOf(tenant.admin);
  const people = [tenant.rep2.userId, tenant.rep.userId];
  await addGroup(actor.db, tenant.id, { name: "Sales", people });
  return { tenant, actor, group: await onlyGroup(actor, tenant.id) };
}

async function onlyGroup({ db }: Pick<Awaited<ReturnType<typeof actorOf>>, "db">, id: string) {
  const [group] = await listGroups(db, id);
  if (!group) throw new Error("There is no group");
  return group;
}

const openedWith = (group: Group) => ({ loaded: valuesOf(group), seen: {}, choices: {} });

test("a group keeps its order, and a name is given once", async () => {
  const { tenant, actor, group } = await makeGroup();
  expect(group.people).toEqual([tenant.rep2.userId, tenant.rep.userId]);
  await expect(addGroup(actor.db, tenant.id, { name: "SALES", people: [] })).rejects.toThrow(
    "There is a group with this name.",
  );
  const reversed = { name: "Sales", people: group.people.toReversed() };
  await saveGroupEdit(actor, group.id, reversed, openedWith(group));
  expect((await onlyGroup(actor, tenant.id)).people).toEqual(reversed.people);
});

test("what two admins change at once is asked about, or stands side by side", async () => {
  const { tenant, actor, group } = await makeGroup();
  const opened = openedWith(group);
  const { people } = group;
  await saveGroupEdit(actor, group.id, { name: "Team", people }, opened);
  await saveGroupEdit(actor, group.id, { name: "Sales", people: [] }, opened);
  expect(await onlyGroup(actor, tenant.id)).toMatchObject({ name: "Team", people: [] });
  const late = saveGroupEdit(actor, group.id, { name: "Desk", people }, opened);
  await expect(late).rejects.toThrow("Not saved yet: choose what to keep.");
  expect(await changeGroup(actor.db, tenant.id, group, { name: "Stale" })).toBe(false);
  await deleteGroup(actor.db, tenant.id, group.id);
  const gone = saveGroupEdit(actor, group.id, { name: "Sales", people }, opened);
  await expect(gone).rejects.toThrow("This group isn't there any more.");
});

test("whoever leaves the company leaves its groups, and cannot be put into one", async () => {
  const { tenant, actor, group } = await makeGroup();
  const gone = tenant.rep2.userId;
  const removed = await actor.db.rpc("remove_member", { member: gone });
  expect(removed.data).toBe("removed");
  const now = await onlyGroup(actor, tenant.id);
  expect(now.people).toEqual([tenant.rep.userId]);
  const again = saveGroupEdit(actor, group.id, { name: "Sales", people: [gone] }, openedWith(now));
  await expect(again).rejects.toThrow("Someone in this group has since left the company");
  const other = await makeTenant();
  const stranger = addGroup(actor.db, tenant.id, { name: "Odd", people: [other.rep.userId] });
  await expect(stranger).rejects.toThrow("Someone in this group has since left the company");
});

test("a group knows the published routes that ring it; the activity log tells who changed it", async () => {
  const { tenant, actor, group } = await makeGroup();
  const route = routeOf(tenant, true, [tenant.rep.userId]);
  const steps = Object.fromEntries(
    Object.entries(route.steps).map(([id, step]) => [
      id,
      step.kind === "ring" ? { ...step, who: { kind: "group", group_id: group.id } } : step,
    ]),
  );
  const draft = { ...route, steps };
  const row = { tenant_id: tenant.id, name: "Line", draft };
  const { data } = await actor.db.from("routes").insert(row).select("id").single();
  expect(await readGroupUse(actor.db, tenant.id)).toEqual(new Map());
  const version = { tenant_id: tenant.id, route_id: data?.id ?? "", body: draft };
  expect((await actor.db.from("route_versions").insert(version)).error).toBeNull();
  expect(await readGroupUse(actor.db, tenant.id)).toEqual(new Map([[group.id, ["Line"]]]));
  await deleteGroup(actor.db, tenant.id, group.id);
  const log = await admin<AuditRow[]>`select id, actor_id, action, subject, detail, created_at
    from public.audit_log where tenant_id = ${tenant.id} and subject = ${group.id} order by id`;
  const what = describeEntries(log, new Map(), "UTC").map((entry) => entry.what);
  expect(what).toEqual([`added the group “${group.name}”`, `deleted the group “${group.name}”`]);
});
