import { everyone, managers, type Subject } from "@/tests/database/isolation/subject";

export const doNotCall: Subject = {
  tables: {
    do_not_call: {
      read: { by: everyone },
      add: { by: managers, columns: ["tenant_id", "number", "note"] },
      remove: { by: managers },
      rows: (t) =>
        `insert into public.do_not_call (id, tenant_id, number, added_by)
     values (${t.thing("listed")}, ${t.id}, '+12065550178', ${t.person("manager")})`,
    },
  },
};
