import { each, type Subject } from "@/tests/database/isolation/subject";

const own = { where: "owner_id = :me" };
const ownOrShared = { where: "owner_id = :me or is_shared" };
const byOwner = { rep: own, manager: ownOrShared, admin: ownOrShared };

export const contactViews: Subject = {
  tables: {
    contact_views: {
      read: { by: { rep: ownOrShared, manager: ownOrShared, admin: ownOrShared } },
      add: {
        by: each("owner_id = :me"),
        columns: ["id", "tenant_id", "owner_id", "name", "is_shared", "query"],
      },
      change: { by: byOwner, columns: ["query", "name", "is_shared"] },
      remove: { by: byOwner },
      // The rep has shared ones alone: that they may not give one away is seen there.
      rows: (t) =>
        `insert into public.contact_views
           (id, tenant_id, owner_id, name, is_shared, query) values ${(
             [
               ["rep", true],
               ["rep2", false],
               ["rep2", true],
               ["manager", false],
               ["manager", true],
               ["admin", false],
               ["gone", true],
               ["turncoat", false],
             ] as const
           )
             .map(([who, shared]) => {
               const name = `View of ${who}, ${shared ? "shared" : "own"}`;
               return `(${t.thing(name)}, ${t.id}, ${t.person(who)}, '${name}', ${shared}, '{}')`;
             })
             .join(", ")}`,
    },
  },
  functions: { "private.is_view_query": "people" },
};
