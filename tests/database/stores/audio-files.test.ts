import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { removeFileJob } from "@/lib/files/job";
import { audioKey } from "@/lib/files/key";
import { isStored } from "@/lib/files/storage";
import { removeAudio } from "@/lib/files/store";
import { readForEditor } from "@/lib/routing/edit/page";
import { saveDraft } from "@/lib/routing/edit/save";
import { valuesOf } from "@/lib/routing/edit/values";
import { audioOf } from "@/lib/routing/sounds";
import { audioRow, wavOf } from "@/tests/support/audio";
import { actorOf } from "@/tests/support/imports";
import { keepSweepsAway } from "@/tests/support/sweeps";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { uploadAudio } from "@/tests/support/upload-audio";
import { queueRoute } from "@/tests/telephony/calls/queued";
import { greetsWith } from "@/tests/telephony/calls/routed";
import { admin, machine } from "@/tests/telephony/record/call-record";

keepSweepsAway();
afterAll(() => Promise.all([admin.end(), machine.end()]));

const turn = { over: false };
const playing = (audio: string) => ({ steps: { hi: { kind: "greeting", sound: { audio } } } });

async function upload({ admin: boss }: TestTenant): Promise<string> {
  const { file } = await uploadAudio(boss, "Welcome.wav", await wavOf(1));
  return file?.id ?? "";
}

async function addRoute({ id, admin: boss }: TestTenant, draft: object): Promise<string> {
  const route = { tenant_id: id, name: "Main", draft: JSON.parse(JSON.stringify(draft)) };
  const { data, error } = await boss.db.from("routes").insert(route).select("id").single();
  if (error) throw new Error(error.code);
  return data.id;
}

test("a file is deleted once no route plays it, nor any version that was published", async () => {
  const tenant = await makeTenant();
  const { db } = tenant.admin;
  const file = await upload(tenant);
  const route = await addRoute(tenant, playing(file));
  expect(await removeAudio(db, tenant.id, file)).toBe(false);
  await db.from("routes").update({ draft: {} }).eq("id", route);

  const published = await upload(tenant);
  const version = { tenant_id: tenant.id, route_id: route, body: playing(published) };
  expect((await db.from("route_versions").insert(version)).error).toBeNull();
  expect(await removeAudio(db, tenant.id, published)).toBe(false);

  expect(await removeAudio(db, tenant.id, file)).toBe(true);
  expect(await isStored(audioKey(tenant.id, file), 5_000)).toBe(true);
  const [job] = await admin`delete from jobs.job where singleton_key = ${file} returning data`;
  await removeFileJob.run(job?.data, turn);
  await removeFileJob.run(job?.data, turn);
  expect(await isStored(audioKey(tenant.id, file), 5_000)).toBe(false);
  expect(await isStored(audioKey(tenant.id, published), 5_000)).toBe(true);
});

test("a route plays only what its own company has", async () => {
  const [tenant, other] = await Promise.all([makeTenant(), makeTenant()]);
  const foreign = await upload(other);
  for (const id of [foreign, randomUUID()]) {
    await expect(addRoute(tenant, playing(id))).rejects.toThrow("23503");
  }
  const route = await addRoute(tenant, playing(await upload(tenant)));
  const changed = await tenant.admin.db
    .from("routes")
    .update({ draft: playing(foreign) })
    .eq("id", route);
  expect(changed.error?.code).toBe("23503");
});

test("a file that is deleted while a route with it is saved is in neither or both", async () => {
  const tenant = await makeTenant();
  const file = await upload(tenant);
  const { promise: mayEnd, resolve: letGo } = Promise.withResolvers<void>();
  const { promise: saved, resolve: hasSaved } = Promise.withResolvers<void>();
  const saving = admin.begin(async (sql) => {
    await sql`insert into public.routes (tenant_id, name, draft)
      values (${tenant.id}, 'Main', ${sql.json(playing(file))})`;
    hasSaved();
    await mayEnd;
  });
  await saved;
  const removing = removeAudio(tenant.admin.db, tenant.id, file);
  letGo();
  await saving;
  expect(await removing).toBe(false);
});

test("a draft with a file that was deleted meanwhile is refused where it is played", async () => {
  const tenant = await makeTenant();
  const actor = await actorOf(tenant.admin);
  const draft = greetsWith(await upload(tenant));
  const opened = { name: "Main", draft: greetsWith(await upload(tenant)) };
  const id = await addRoute(tenant, opened.draft);
  const [audio = ""] = audioOf(draft);
  expect(await removeAudio(actor.db, tenant.id, audio)).toBe(true);
  const edit = { loaded: valuesOf(opened), seen: {}, choices: {} };
  await expect(saveDraft(actor, id, { name: "Main", draft }, edit)).rejects.toMatchObject({
    field: "draft.steps.hi.sound.audio",
    message: "Greeting: its audio file isn't there any more. Choose another.",
  });
});

test("a queue's music is refused where it is gone or too long, and is kept while it is played", async () => {
  const tenant = await makeTenant();
  const actor = await actorOf(tenant.admin);
  const music = await upload(tenant);
  const draft = queueRoute([tenant.rep.userId], { music: { audio: music } });
  const id = await addRoute(tenant, draft);
  expect(await removeAudio(actor.db, tenant.id, music)).toBe(false);
  const save = (audio: string) => {
    const typed = queueRoute([tenant.rep.userId], { music: { audio } });
    const edit = { loaded: valuesOf({ name: "Main", draft }), seen: {}, choices: {} };
    return saveDraft(actor, id, { name: "Main", draft: typed }, edit);
  };
  const { file } = await uploadAudio(tenant.admin, "Long.wav", await wavOf(31));
  const field = "draft.steps.sales.music.audio";
  await expect(save(file?.id ?? "")).rejects.toMatchObject({
    ...{ field, message: "Queue “Sales”: its music is longer than 30 seconds. Choose another." },
  });
  await expect(save(randomUUID())).rejects.toMatchObject({
    ...{ field, message: "Queue “Sales”: its music isn't there any more. Choose another." },
  });
});

test("the editor knows which files of the draft cannot be had", async () => {
  const tenant = await makeTenant();
  const actor = await actorOf(tenant.admin);
  const row = audioRow(tenant.id, "Lost");
  const { data } = await actor.db.from("audio_files").insert(row).select("id").single();
  const lost = data?.id ?? "";
  const routes = await Promise.all([
    addRoute(tenant, greetsWith(lost)),
    addRoute(tenant, greetsWith(await upload(tenant))),
  ]);
  const read = await Promise.all(routes.map((id) => readForEditor(actor, id)));
  expect(read.map((one) => one?.facts.missing)).toEqual([[lost], []]);
});
