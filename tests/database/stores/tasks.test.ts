import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { editTask } from "@/lib/tasks/edit";
import { formOfTask, type TaskForm } from "@/lib/tasks/form";
import { nextDue } from "@/lib/tasks/repeat";
import { saveTaskIn } from "@/lib/tasks/schema";
import { addTask, deleteTask, readTask, setTaskDone } from "@/lib/tasks/store";
import { given } from "@/tests/database/rls/visitor";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";

let acme: TestTenant;
let globex: TestTenant;
beforeAll(async () => {
  [acme, globex] = await Promise.all([makeTenant(), makeTenant()]);
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

const zone = "America/Los_Angeles";
const Typed = saveTaskIn(zone);

async function taskBy(member: Member, typed: Record<string, string> = {}): Promise<string> {
  const id = randomUUID();
  const task = Typed.parse({ id, title: "Send the quote", ...typed });
  await addTask(member.db, acme.id, { ...task, owner_id: task.owner_id ?? member.userId });
  return id;
}
const mark = (member: Member, id: string, done: boolean, nextDue: string | null = null) =>
  setTaskDone(member.db, { id, done, nextDue });

test("a task is read by the whole company, and by nobody else", async () => {
  const id = await taskBy(acme.rep);
  expect(await readTask(acme.rep2.db, acme.id, id)).toMatchObject({ owner: "Rae Rep" });
  await expect(readTask(globex.admin.db, acme.id, id)).rejects.toThrow("doesn't exist");
});

test("its owner, its creator, managers and admins change it; another rep does not", async () => {
  const id = await taskBy(acme.rep, { owner_id: acme.manager.userId });
  for (const member of [acme.rep, acme.manager, acme.admin]) {
    await mark(member, id, true);
    await mark(member, id, false);
  }
  for (const member of [acme.rep2, globex.admin]) {
    await expect(mark(member, id, true)).rejects.toThrow("isn't yours");
    await expect(deleteTask(member.db, acme.id, id)).rejects.toThrow("isn't yours");
  }
  await deleteTask(acme.rep.db, acme.id, id);
});

test("its owner is one of the company's people", async () => {
  const owner_id = globex.rep.userId;
  await expect(taskBy(acme.rep, { owner_id })).rejects.toThrow("isn't on your team");
});

test("a task that is sent twice is one", async () => {
  const task = Typed.parse({ id: randomUUID(), title: "Once" });
  const owned = { ...task, owner_id: acme.rep.userId };
  await addTask(acme.rep.db, acme.id, owned);
  await addTask(acme.rep.db, acme.id, owned);
  const found = acme.rep.db.from("tasks").select("id").eq("title", "Once");
  expect(await given(found)).toHaveLength(1);
});

test("a repeated task makes the next once, and takes it back when it is opened again", async () => {
  const id = await taskBy(acme.rep, { due: "2026-10-31T09:00", repeat: "daily", remind: "60" });
  const task = await readTask(acme.rep.db, acme.id, id);
  const next = nextDue(task, new Date(task.due_at ?? ""), zone);
  const following = async () =>
    given(acme.rep.db.from("tasks").select("due_at, remind_at, repeat").eq("follows", id));
  await Promise.all([mark(acme.rep, id, true, next), mark(acme.rep, id, true, next)]);
  expect(await following()).toEqual([
    {
      due_at: "2026-11-01T17:00:00+00:00",
      remind_at: "2026-11-01T16:00:00+00:00",
      repeat: "daily",
    },
  ]);
  await mark(acme.rep, id, false);
  expect(await following()).toEqual([]);
});

describe("a task that is edited", () => {
  const editing = ({ db, userId }: Member, role: "rep" | "manager" = "rep") => ({
    ...{ db, user_id: userId, role },
    tenant: { id: acme.id, time_zone: zone },
  });
  const formOf = async (id: string) => formOfTask(await readTask(acme.rep.db, acme.id, id), zone);
  const open = (loaded: TaskForm) => ({ loaded, seen: {}, choices: {} });

  test("keeps all that was not changed, and what its repetition counts from", async () => {
    const id = await taskBy(acme.rep, { due: "2027-01-31T09:00", repeat: "monthly", remind: "60" });
    await admin`update public.tasks set due_at = '2027-02-28T17:00:00Z',
      remind_at = '2027-02-28T16:00:00Z' where id = ${id}`;
    const form = await formOf(id);
    expect(form).toMatchObject({ due: "2027-02-28T09:00", remind: "60", repeat: "monthly" });
    await editTask(editing(acme.rep), id, { ...form, title: "Send two quotes" }, open(form));
    expect(await readTask(acme.rep.db, acme.id, id)).toMatchObject({
      title: "Send two quotes",
      repeats_from: "2027-01-31T09:00:00",
    });
    await editTask(editing(acme.rep), id, { ...form, due: "2027-02-20T10:00" }, open(form));
    expect(await readTask(acme.rep.db, acme.id, id)).toMatchObject({
      title: "Send two quotes",
      due_at: "2027-02-20T18:00:00+00:00",
      remind_at: "2027-02-20T17:00:00+00:00",
      repeats_from: "2027-02-20T10:00:00",
    });
  });

  test("by two people at once keeps both changes, and asks about one field's", async () => {
    const id = await taskBy(acme.rep, { due: "2027-01-31T09:00" });
    const form = await formOf(id);
    const owner_id = acme.manager.userId;
    await Promise.all([
      editTask(editing(acme.rep), id, { ...form, title: "By the rep" }, open(form)),
      editTask(editing(acme.manager, "manager"), id, { ...form, owner_id }, open(form)),
    ]);
    expect(await formOf(id)).toEqual({ ...form, title: "By the rep", owner_id });
    const again = editTask(editing(acme.rep), id, { ...form, title: "Other" }, open(form));
    await expect(again).rejects.toMatchObject({
      conflicts: [{ sentence: "You changed the task to “By the rep” in another window." }],
    });
    const typed = { ...form, title: "Other", owner_id: acme.admin.userId };
    await expect(
      editTask(editing(acme.admin, "manager"), id, typed, open(form)),
    ).rejects.toMatchObject({
      conflicts: [
        { sentence: `${acme.rep.name} changed the task to “By the rep” while you were editing.` },
        {
          sentence: `${acme.manager.name} changed the owner to “${acme.manager.name}” while you were editing.`,
        },
      ],
    });
  });

  test("is refused to another rep, and to a person of another company", async () => {
    const id = await taskBy(acme.rep);
    const form = await formOf(id);
    const typed = { ...form, title: "Theirs" };
    for (const member of [acme.rep2, globex.admin]) {
      const saving = editTask(editing(member), id, typed, open(form));
      await expect(saving).rejects.toMatchObject({ status: 404 });
    }
    const owner_id = globex.rep.userId;
    const given = editTask(editing(acme.rep), id, { ...form, owner_id }, open(form));
    await expect(given).rejects.toThrow("isn't on your team");
  });
});

test.each([
  ["no title", { title: " " }, ["title"]],
  ["a day that does not exist", { title: "A", due: "2026-02-30T09:00" }, ["due"]],
  ["a repetition without a date", { title: "A", repeat: "daily" }, ["due"]],
])("a form with %s says so at its field", (_, typed, expected) => {
  const { error } = Typed.safeParse({ id: randomUUID(), ...typed });
  expect(error?.issues.map(({ path }) => path.join("."))).toEqual(expected);
});
