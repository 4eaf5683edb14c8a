import { admins, everyone, type Subject } from "@/tests/database/isolation/subject";

export const groups: Subject = {
  tables: {
    groups: {
      read: { by: everyone },
      add: { by: admins, columns: ["tenant_id", "name", "people"] },
      change: { by: admins, columns: ["name", "people", "updated_at"] },
      remove: { by: admins },
      rows: (t) =>
        `insert into public.groups (id, tenant_id, name)
     values (${t.thing("group")}, ${t.id}, 'Sales')`,
    },
  },
  things: { group: "group" },
  functions: {
    "private.follow_group": "nobody",
    "private.group_wishes": "nobody",
    "private.known_people": "nobody",
  },
};
