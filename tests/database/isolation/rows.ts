import { tables } from "@/tests/database/isolation/rules";
import {
  idOf,
  type Person,
  people,
  personOf,
  type Side,
  sides,
  type Tenant,
  tenantOf,
} from "@/tests/database/isolation/tenants";

const users = (t: Tenant) =>
  `insert into auth.users (id, email) values ${people
    .map((name) => `(${t.person(name)}, '${name}@${t.side}.test')`)
    .join(", ")} on conflict do nothing`;

/** Once every row is there, some leave: their rows stay. */
const departures: Record<Side, Person[]> = {
  acme: ["gone", "turncoat", "boss"],
  globex: ["gone"],
};

export const planting: string[] = sides.flatMap((side) => [
  users(tenantOf(side)),
  ...Object.values(tables).flatMap(({ rows }) => rows?.(tenantOf(side)) ?? []),
  ...departures[side].map(
    (name) => `update public.profiles set removed_at = now()
      where tenant_id = '${idOf(side, "tenant")}' and user_id = '${personOf(side, name)}'`,
  ),
]);
