import { admins, everyone, type Subject } from "@/tests/database/isolation/subject";

export const numbers: Subject = {
  tables: {
    phone_numbers: {
      read: { by: everyone },
      add: {
        by: admins,
        columns: [
          "tenant_id",
          "number",
          "name",
          "twilio_sid",
          "forward_to",
          "route_id",
          "can_text",
        ],
      },
      change: {
        by: admins,
        columns: [
          "name",
          "twilio_sid",
          "forward_to",
          "updated_at",
          "removed_at",
          "route_id",
          "can_text",
        ],
      },
      rows: (t) =>
        `insert into public.phone_numbers (id, tenant_id, number, forward_to)
     values (${t.thing("number")}, ${t.id}, '+12065550100', ${t.person("rep")})`,
    },
    caller_ids: {
      read: { by: everyone },
      add: { by: admins, columns: ["tenant_id", "number", "name"] },
      remove: { by: admins },
      rows: (t) =>
        `insert into public.caller_ids (id, tenant_id, number, verified_at)
     values (${t.thing("caller id")}, ${t.id}, '+12065550166', now())`,
    },
    kept_webhooks: {
      read: { by: admins },
      add: { by: admins, columns: ["tenant_id", "phone_number_id", "webhooks"] },
      change: { by: admins, columns: ["tenant_id", "phone_number_id", "webhooks"] },
      remove: { by: admins },
      rows: (t) =>
        `insert into public.kept_webhooks (tenant_id, phone_number_id, webhooks) values (${t.id}, ${t.thing("number")}, '{}')`,
    },
    number_orders: {
      read: { by: admins },
      add: {
        by: admins,
        columns: [
          ...["tenant_id", "number", "state", "ordered_by", "began_at"],
          ...["monthly_price", "currency"],
        ],
      },
      change: {
        by: admins,
        columns: ["state", "ordered_by", "began_at", "monthly_price", "currency"],
        givenAway: true,
      },
      rows: (t) =>
        `insert into public.number_orders (tenant_id, number, state, ordered_by)
     values (${t.id}, '+12065550101', 'bought', ${t.person("admin")})`,
    },
  },
  functions: {
    "machine.line": "machine",
    "machine.settle_caller_id": "machine",
    "private.audit_number_order": "nobody",
    "private.choose_caller_id": "nobody",
    "private.local_number": "nobody",
    "private.caller_numbers": "people",
    "private.choose_caller_number": "nobody",
    "private.is_own_number": "nobody",
    "private.keep_number_in_use": "nobody",
    "private.number_routes": "nobody",
    "public.number_activity": {
      execute: "people",
      by: everyone,
      tried: [["'-infinity'", false]],
    },
    "public.order_number": {
      execute: "people",
      by: admins,
      tried: [["'+12065550101', 'releasing'", { acme: true, globex: true }]],
    },
    "public.caller_numbers": {
      execute: "people",
      by: everyone,
      tried: [[":contact", false]],
    },
  },
};
