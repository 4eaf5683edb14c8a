import {
  admins,
  each,
  everyone,
  managers,
  repsOnly,
  type Subject,
} from "@/tests/database/isolation/subject";
import { call, people } from "@/tests/database/isolation/tenants";

const leftTheOther = "a person is of one tenant, and whoever is of two has left the first";
const routesHaveOneTenant = "the route was found in the tenant, and ids have one maker";

export const routing: Subject = {
  tables: {
    routes: {
      read: { by: everyone },
      add: { by: admins, columns: ["tenant_id", "name", "draft"] },
      change: {
        by: { rep: "none", manager: "none", admin: { where: "removed_at is null" } },
        columns: ["name", "draft", "updated_at"],
      },
      rows: (t) =>
        `insert into public.routes (id, tenant_id, name, draft, is_default, removed_at)
     values (${t.thing("route")}, ${t.id}, 'Sales', '{}', false, null),
       (${t.thing("default route")}, ${t.id}, 'Main', '{}', true, null),
       (${t.thing("deleted route")}, ${t.id}, 'Old', '{}', false, now())`,
    },
    route_versions: {
      read: { by: everyone },
      add: { by: admins, columns: ["tenant_id", "route_id", "body"] },
      rows: (t) =>
        `insert into public.route_versions (tenant_id, route_id, body, published_by)
     values (${t.id}, ${t.thing("route")}, '{}', ${t.person("admin")})`,
    },
    availability: {
      read: { by: everyone },
      add: {
        by: repsOnly("user_id = :me"),
        columns: ["tenant_id", "user_id", "state", "away_until"],
      },
      change: { by: repsOnly("user_id = :me"), columns: ["state", "away_until", "updated_at"] },
      rows: (t) =>
        `insert into public.availability (tenant_id, user_id, state) values ${people
          .map((name) => `(${t.id}, ${t.person(name)}, 'available')`)
          .join(", ")}`,
    },
    own_hours: {
      read: { by: everyone },
      add: { by: each("user_id = :me"), columns: ["tenant_id", "user_id", "time_zone", "week"] },
      change: { by: each("user_id = :me"), columns: ["time_zone", "week", "updated_at"] },
      remove: { by: each("user_id = :me") },
      rows: (t) =>
        `insert into public.own_hours (tenant_id, user_id, time_zone, week) values ${people
          .map((name) => `(${t.id}, ${t.person(name)}, 'America/New_York', '{}')`)
          .join(", ")}`,
    },
    "private.ring_claims": {
      rows: (t) =>
        `insert into private.ring_claims (tenant_id, user_id, call_id, claimed_at)
     values (${t.id}, ${t.person("rep")}, ${call(t, "nobody")}, now() + interval '1 hour')`,
    },
  },
  things: { route: "route", standard: "default route", deleted: "deleted route" },
  functions: {
    "machine.ring_event": "machine",
    "machine.route_version": "machine",
    "machine.take_event": "machine",
    "private.accept_facts": "nobody",
    "private.add_default_route": "nobody",
    "private.broadcast_claims": "nobody",
    "private.busy_people": "people",
    "private.choose_default_route": "people",
    "private.claim_people": "nobody",
    "private.claims_over": "nobody",
    "private.has_rung": "nobody",
    "private.is_claim_over": "nobody",
    "private.is_on_call": "people",
    "private.is_week": "people",
    "private.is_within_week": "nobody",
    "private.route_facts": "nobody",
    "private.why_off": "nobody",
    "private.my_ring": "people",
    "private.people_to_ring": "people",
    "private.remove_route": "people",
    "private.require_route": "nobody",
    "private.routed_people": "nobody",
    "public.choose_default_route": {
      execute: "people",
      by: admins,
      tried: [
        [":route, :standard", true],
        [":route, null", false],
        [":deleted, :standard", false],
      ],
    },
    "public.people_to_ring": { execute: "people", by: managers, tried: [["", false]] },
    "public.remove_route": {
      execute: "people",
      by: admins,
      tried: [
        [":route", true],
        [":standard", false],
      ],
    },
  },
  withoutEffect: {
    "private.choose_default_route: without and r.removed_at is null (1)":
      "nothing is published of the deleted route here: tests/database/stores/routes.test.ts has it",
    "private.choose_default_route: without v.tenant_id = tenant and (3)": routesHaveOneTenant,
    "private.choose_default_route: without r.tenant_id = tenant and (4)": routesHaveOneTenant,
    "private.choose_default_route: without r.tenant_id = tenant and (5)": routesHaveOneTenant,
    "private.my_ring: without k.tenant_id = tenant and (1)": leftTheOther,
    "private.people_to_ring: without d.tenant_id = private.tenant_id() (1)": leftTheOther,
    "private.remove_route: without and n.removed_at is null (1)":
      "no number was removed here: tests/database/stores/routes.test.ts has one",
    "private.remove_route: without n.tenant_id = tenant and (2)": routesHaveOneTenant,
    "private.remove_route: without r.tenant_id = tenant and (3)": routesHaveOneTenant,
  },
};
