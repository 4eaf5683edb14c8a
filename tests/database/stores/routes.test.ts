import { afterAll, expect, test } from "vitest";
import { removeAudio } from "@/lib/files/store";
import { updatePhoneNumber } from "@/lib/numbers/store";
import { chooseDefault } from "@/lib/routing/edit/choose-default";
import { publish } from "@/lib/routing/edit/publish";
import { removeRoute } from "@/lib/routing/edit/remove";
import { saveDraft } from "@/lib/routing/edit/save";
import { findDefault, listRoutes } from "@/lib/routing/edit/store";
import { valuesOf } from "@/lib/routing/edit/values";
import type { Route } from "@/lib/routing/route";
import { listPublished } from "@/lib/routing/store";
import { wavOf } from "@/tests/support/audio";
import { actorOf } from "@/tests/support/imports";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { uploadAudio } from "@/tests/support/upload-audio";
import { greetsWith, routeOf } from "@/tests/telephony/calls/routed";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

/** A tenant with its admin, and how routes are added to it. */
async function makeRoutes() {
  const tenant = await makeTenant();
  const actor = await actorOf(tenant.admin);
  const add = async (name: string, draft: Route = routeOf(tenant, true, [tenant.rep.userId])) => {
    const row = { tenant_id: tenant.id, name, draft };
    const { data } = await actor.db.from("routes").insert(row).select("id").single();
    return data?.id ?? "";
  };
  const addPublished = async (name: string, draft?: Route) => {
    const id = await add(name, draft);
    const body = draft ?? routeOf(tenant, true, [tenant.rep.userId]);
    const version = { tenant_id: tenant.id, route_id: id, body };
    expect((await actor.db.from("route_versions").insert(version)).error).toBeNull();
    return id;
  };
  return { tenant, actor, add, addPublished };
}

const follow = ({ id, numberId, admin: { db } }: TestTenant, route_id: string | null) =>
  updatePhoneNumber(db, id, numberId, { route_id, forward_to: null });

/** What the activity log has of a route, by action. */
async function logged({ id }: TestTenant, route: string): Promise<string[]> {
  const rows = await admin<{ action: string }[]>`select action from public.audit_log
    where tenant_id = ${id} and subject = ${route} order by id`;
  return rows.map(({ action }) => action);
}

test("numbers without a route or a person follow the default that an admin chooses", async () => {
  const { tenant, actor, addPublished } = await makeRoutes();
  await follow(tenant, null);
  const followed = async () => {
    const [row] = await admin`select v.route_id from private.number_routes(${tenant.id}) n
      join public.route_versions v on v.tenant_id = ${tenant.id} and v.id = n.version_id`;
    return row?.route_id ?? null;
  };
  const [one, other] = [await addPublished("One"), await addPublished("Other")];
  expect(await followed()).toBeNull();
  await chooseDefault(actor, one, null);
  expect(await followed()).toBe(one);
  await chooseDefault(actor, other, one);
  // A second click, with what the page still shows.
  await chooseDefault(actor, other, one);
  expect(await followed()).toBe(other);
  expect(await findDefault(actor.db, tenant.id)).toEqual({ id: other, name: "Other" });
  expect(await logged(tenant, other)).toEqual(["route.added", "route.made_default"]);
  expect(await logged(tenant, one)).toEqual(["route.added", "route.made_default"]);
});

test("of two admins who choose at once, one has it, and the other reads what it is now", async () => {
  const { actor, tenant, addPublished } = await makeRoutes();
  const routes = [await addPublished("One"), await addPublished("Other")];
  const made = await Promise.allSettled(routes.map((id) => chooseDefault(actor, id, null)));
  const lost = made.flatMap((one) => (one.status === "rejected" ? [String(one.reason)] : []));
  const now = await findDefault(actor.db, tenant.id);
  expect(lost).toEqual([
    expect.stringContaining(`Someone else has made “${now?.name}” the default meanwhile.`),
  ]);
});

test("a route of which nothing is published is not the default", async () => {
  const { actor, add } = await makeRoutes();
  await expect(chooseDefault(actor, await add("Draft"), null)).rejects.toThrow(
    "Publish this route first.",
  );
});

test("a route is kept while it is the default or a number follows it, and that is said", async () => {
  const { tenant, actor, addPublished } = await makeRoutes();
  const [standard, own] = [await addPublished("Main"), await addPublished("Sales")];
  await chooseDefault(actor, standard, null);
  await expect(removeRoute(actor, standard)).rejects.toThrow(
    "This is the default route. Make another route the default before you delete this one.",
  );
  await follow(tenant, own);
  await expect(removeRoute(actor, own)).rejects.toThrow(/follows this route\. Choose another/);
  // A number that was removed follows nothing.
  await admin`update public.phone_numbers set removed_at = now() where id = ${tenant.numberId}`;
  await removeRoute(actor, own);
  const back = { removed_at: null };
  const again = actor.db.from("phone_numbers").update(back).eq("id", tenant.numberId);
  expect((await again).error?.code).toBe("23503");
});

test("a deleted route is nowhere but in what was published of it", async () => {
  const { tenant, actor, addPublished } = await makeRoutes();
  const id = await addPublished("Old");
  const [route] = await listRoutes(actor.db, tenant.id);
  const { data } = await actor.db.from("route_versions").select("id").eq("route_id", id).single();
  await removeRoute(actor, id);
  await removeRoute(actor, id);
  expect(await listRoutes(actor.db, tenant.id)).toEqual([]);
  const version = data?.id ?? "";
  expect([...(await listPublished(actor.db, tenant.id, [version])).keys()]).toEqual([version]);
  expect(await logged(tenant, id)).toEqual(["route.added", "route.removed"]);

  const gone = "This route isn't there any more.";
  if (!route) throw new Error("no route");
  const edit = { loaded: valuesOf(route), seen: {}, choices: {} };
  await expect(saveDraft(actor, id, { ...route, name: "New" }, edit)).rejects.toThrow(gone);
  await expect(publish(actor, id, { ...route.draft, first: "nobody" })).rejects.toThrow(gone);
  await expect(chooseDefault(actor, id, null)).rejects.toThrow(gone);
  await expect(follow(tenant, id)).rejects.toThrow("This route was deleted in the meantime.");
});

test("a number that takes a route while it is being deleted has it, or is refused", async () => {
  const { tenant, actor, addPublished } = await makeRoutes();
  const [taken, gone] = [await addPublished("Taken"), await addPublished("Gone")];
  const { promise: mayEnd, resolve: letGo } = Promise.withResolvers<void>();
  const { promise: written, resolve: hasWritten } = Promise.withResolvers<void>();
  const writing = admin.begin(async (sql) => {
    await sql`update public.phone_numbers set route_id = ${taken} where id = ${tenant.numberId}`;
    await sql`update public.routes set removed_at = now() where id = ${gone}`;
    hasWritten();
    await mayEnd;
  });
  await written;
  const other = { tenant_id: tenant.id, number: "+12065550199", route_id: gone };
  const after = Promise.allSettled([
    removeRoute(actor, taken),
    actor.db.from("phone_numbers").insert(other).throwOnError(),
  ]);
  letGo();
  await writing;
  expect(await after).toMatchObject([
    { status: "rejected", reason: { code: "in_use" } },
    { status: "rejected", reason: { code: "23503" } },
  ]);
});

test("a route that is deleted and made the default at once is one of both", async () => {
  const { actor, tenant, addPublished } = await makeRoutes();
  const id = await addPublished("Main");
  const [chosen, removed] = await Promise.allSettled([
    chooseDefault(actor, id, null),
    removeRoute(actor, id),
  ]);
  expect([chosen.status, removed.status].toSorted()).toEqual(["fulfilled", "rejected"]);
  const standard = await findDefault(actor.db, tenant.id);
  expect(standard?.id ?? null).toBe(chosen.status === "fulfilled" ? id : null);
});

test("audio that only deleted routes play may be deleted", async () => {
  const { tenant, actor, addPublished } = await makeRoutes();
  const { file } = await uploadAudio(tenant.admin, "Welcome.wav", await wavOf(1));
  const audio = file?.id ?? "";
  const id = await addPublished("Old", greetsWith(audio));
  expect(await removeAudio(actor.db, tenant.id, audio)).toBe(false);
  await removeRoute(actor, id);
  expect(await removeAudio(actor.db, tenant.id, audio)).toBe(true);
});
