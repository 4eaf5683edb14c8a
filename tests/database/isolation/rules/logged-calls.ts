import { each, everyone, type Subject } from "@/tests/database/isolation/subject";
import { callers } from "@/tests/database/isolation/tenants";

export const loggedCalls: Subject = {
  tables: {
    logged_calls: {
      read: { by: everyone },
      add: {
        by: each("user_id = :me"),
        columns: [
          ...["id", "tenant_id", "contact_id", "user_id", "direction", "happened_at"],
          ...["duration_seconds", "disposition_id", "note"],
        ],
      },
      remove: { by: { ...each("user_id = :me"), admin: "all" } },
      rows: (t) =>
        `insert into public.logged_calls (id, tenant_id, contact_id, user_id, direction, happened_at) values ${callers
          .map(
            (who) =>
              `(${t.thing(`logged by ${who}`)}, ${t.id}, ${t.thing("contact")}, ${t.person(who)}, 'outbound', now())`,
          )
          .join(", ")}`,
    },
  },
};
