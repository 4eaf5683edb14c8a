import { each, everyone, repsOnly, type Subject } from "@/tests/database/isolation/subject";

const ownTasks = "owner_id = :me or created_by = :me";

export const tasks: Subject = {
  tables: {
    tasks: {
      read: { by: everyone },
      add: {
        by: each("created_by = :me"),
        columns: [
          ...[
            "id",
            "tenant_id",
            "title",
            "due_at",
            "remind_at",
            "owner_id",
            "contact_id",
            "call_id",
          ],
          ...["repeat", "repeats_from", "follows", "disposition_id", "created_by"],
        ],
      },
      change: {
        by: repsOnly(ownTasks),
        givenAway: true,
        columns: [
          ...["title", "due_at", "remind_at", "owner_id", "repeat", "repeats_from"],
          ...["done_at", "done_by", "updated_at"],
        ],
      },
      remove: { by: repsOnly(ownTasks) },
      rows: (t) =>
        `insert into public.tasks (id, tenant_id, title, owner_id, created_by) values ${(
          [
            ["rep", "rep"],
            ["rep2", "rep2"],
            ["rep", "rep2"],
            ["manager", "rep"],
            ["admin", "admin"],
            ["gone", "gone"],
            ["turncoat", "turncoat"],
            ["turncoat", "rep"],
          ] as const
        )
          .map(
            ([owner, by]) =>
              `(${t.thing(`task of ${owner} by ${by}`)}, ${t.id}, 'Task', ${t.person(owner)}, ${t.person(by)})`,
          )
          .join(", ")}`,
    },
  },
  things: { task: "task of turncoat by rep" },
  functions: {
    "private.owner_is_member": "nobody",
    "public.set_task_done": {
      execute: "people",
      by: everyone,
      tried: [[":task, true", true]],
    },
  },
};
