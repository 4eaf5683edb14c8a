import { admins, type Subject } from "@/tests/database/isolation/subject";

export const audit: Subject = {
  tables: {
    audit_log: {
      read: { by: admins },
      appendOnly: true,
      rows: (t) =>
        `insert into public.audit_log (tenant_id, actor_id, action) values (${t.id}, ${t.person("rep")}, 'call.refused')`,
    },
  },
  functions: {
    "machine.note": "machine",
    "private.act_as": "nobody",
    "private.actor": "nobody",
    "private.audit": "nobody",
    "private.audit_row": "nobody",
    "private.keep_editors": "nobody",
    "private.changes": "nobody",
    "private.refuse_change": "nobody",
  },
};
