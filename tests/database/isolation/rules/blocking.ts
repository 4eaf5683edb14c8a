import { everyone, type Subject } from "@/tests/database/isolation/subject";

export const blocking: Subject = {
  tables: {
    blocked_callers: {
      read: { by: everyone },
      add: { by: everyone, columns: ["tenant_id", "number", "reason"] },
      remove: { by: everyone },
      rows: (t) =>
        `insert into public.blocked_callers (id, tenant_id, number, blocked_by)
     values (${t.thing("blocked")}, ${t.id}, '+12065550179', ${t.person("rep")})`,
    },
  },
  functions: { "private.caller_block": "nobody" },
};
