import { afterAll, beforeEach, expect, test } from "vitest";
import { notifyDueTasks } from "@/lib/notifications/due";
import {
  addTask,
  kindsOf,
  notificationsOf,
  readEverything,
} from "@/tests/database/notifications/stage";
import { given } from "@/tests/database/rls/visitor";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";

const turn = { over: false };

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

const now = Date.now();
const inMinutes = (minutes: number) => new Date(now + minutes * 60_000);
const iso = (minutes: number) => inMinutes(minutes).toISOString();

test("a task notifies its owner when it is due, once", async () => {
  const { rep } = tenant;
  await addTask(tenant, rep, { due_at: iso(30) });
  await notifyDueTasks(inMinutes(29), turn);
  expect(await kindsOf(rep)).toEqual([]);
  await Promise.all([notifyDueTasks(inMinutes(31), turn), notifyDueTasks(inMinutes(31), turn)]);
  await notifyDueTasks(inMinutes(60), turn);
  expect(await notificationsOf(rep)).toMatchObject([
    { kind: "due", facts: { title: "Send the quote" }, read_at: null },
  ]);
});

test("with a reminder, at the reminder, and again when it is due if the first was read", async () => {
  const { rep } = tenant;
  await addTask(tenant, rep, { due_at: iso(30), remind_at: iso(15) });
  await notifyDueTasks(inMinutes(16), turn);
  expect(await kindsOf(rep)).toEqual(["due"]);
  await readEverything(rep);
  await notifyDueTasks(inMinutes(31), turn);
  expect(await kindsOf(rep)).toEqual(["due", "due, read"]);
});

test("put off, it is due then; done, there is nothing to notice", async () => {
  const { rep } = tenant;
  const task = await addTask(tenant, rep, { due_at: iso(30) });
  await notifyDueTasks(inMinutes(31), turn);
  const later = rep.db
    .from("tasks")
    .update({ due_at: iso(90) })
    .eq("id", task)
    .select("id");
  await given(later);
  expect(await kindsOf(rep)).toEqual(["due, read"]);
  await notifyDueTasks(inMinutes(91), turn);
  expect(await kindsOf(rep)).toEqual(["due", "due, read"]);
  await given(rep.db.rpc("set_task_done", { task, done: true }));
  expect(await kindsOf(rep)).toEqual(["due, read", "due, read"]);
});

test("a task that was overdue when it was written is no news, nor one that is done", async () => {
  const { rep } = tenant;
  await addTask(tenant, rep, { due_at: iso(-60) });
  const done = await addTask(tenant, rep, { due_at: iso(30) });
  await given(rep.db.rpc("set_task_done", { task: done, done: true }));
  await notifyDueTasks(inMinutes(31), turn);
  expect((await kindsOf(rep)).filter((kind) => kind === "due")).toEqual([]);
});
