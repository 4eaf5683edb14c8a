import { each, everyone, type Subject } from "@/tests/database/isolation/subject";

const theirNotes = { where: "author_id = :me" };

export const notes: Subject = {
  tables: {
    notes: {
      read: { by: everyone },
      add: {
        by: each("author_id = :me"),
        columns: ["id", "tenant_id", "contact_id", "call_id", "author_id", "body", "is_call_note"],
      },
      change: { by: each("author_id = :me or author_id is null"), columns: ["body"] },
      remove: {
        by: { rep: theirNotes, manager: theirNotes, admin: "all" },
      },
      rows: (t) =>
        `insert into public.notes (id, tenant_id, contact_id, author_id, body) values ${(
          ["admin", "manager", "rep", "rep2", "gone", "turncoat"] as const
        )
          .map(
            (who) =>
              `(${t.thing(`note of ${who}`)}, ${t.id}, ${t.thing("contact")}, ${t.person(who)}, 'Note')`,
          )
          .join(
            ", ",
          )}, (${t.thing("note of nobody")}, ${t.id}, ${t.thing("contact")}, null, 'Note')`,
    },
  },
  things: { note: "note of nobody" },
  functions: {
    "private.contact_of_call": "nobody",
    "private.follow_call": "nobody",
    "private.note_edit": "nobody",
    "private.pin_note": "people",
    "public.pin_note": { execute: "people", by: everyone, tried: [[":note, true", true]] },
    "public.save_call_note": {
      execute: "people",
      by: everyone,
      tried: [[":call, 'Typed by Eve'", true]],
    },
  },
};
