import { everyone, type Subject } from "@/tests/database/isolation/subject";

export const merges: Subject = {
  tables: {
    contact_merges: {
      read: {
        by: everyone,
        columns: [
          ...["id", "tenant_id", "keep_id", "gone_id", "keep_name", "gone_name"],
          ...["merged_by", "merged_at", "undone_by", "undone_at"],
        ],
      },
      // The contact has a twin to be merged with, and was merged with another one before.
      rows: (t) =>
        `insert into public.contacts (id, tenant_id, name) values
           (${t.thing("twin")}, ${t.id}, 'Jane'), (${t.thing("merged contact")}, ${t.id}, 'Jane');
         select set_config('ringbook.actor', ${t.person("rep")}, true);
         select private.merge_pair(k, g, '{}') from public.contacts k, public.contacts g
           where k.id = ${t.thing("contact")} and g.id = ${t.thing("merged contact")};
         select set_config('ringbook.actor', '', true);
         update public.contact_merges set id = ${t.thing("merge")} where tenant_id = ${t.id}`,
    },
  },
  things: { twin: "twin", merge: "merge" },
  functions: {
    "private.contact_image": "nobody",
    "private.follow_merge": "nobody",
    "private.is_not_called": "nobody",
    "private.is_too_much": "nobody",
    "private.list_merged": "nobody",
    "private.merge_changes": "nobody",
    "private.merge_contacts": "people",
    "private.merge_details": "nobody",
    "private.merge_entries": "nobody",
    "private.merge_pair": "nobody",
    "private.merged_contact": "nobody",
    "private.merged_into": "nobody",
    "private.merged_tables": "nobody",
    "private.move_rows": "nobody",
    "private.put_row": "nobody",
    "private.set_merging": "nobody",
    "private.undo_contact_merge": "people",
    "private.unmerge_details": "nobody",
    "private.unmerge_entries": "nobody",
    "private.unmerge_pair": "nobody",
    "private.unmerged_contact": "nobody",
    "private.write_merged": "nobody",
    "public.merge_contacts": {
      execute: "people",
      by: everyone,
      tried: [
        [
          `:contact, coalesce((select version from public.contacts where id = :contact), 0),
           :twin, coalesce((select version from public.contacts where id = :twin), 0)`,
          true,
        ],
      ],
    },
    "public.undo_contact_merge": { execute: "people", by: everyone, tried: [[":merge", true]] },
  },
};
