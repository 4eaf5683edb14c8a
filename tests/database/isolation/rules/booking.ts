import { admins, everyone, type Subject } from "@/tests/database/isolation/subject";

const service = [
  ...["name", "spoken_names", "duration_minutes", "buffer_before_minutes"],
  ...["buffer_after_minutes", "price_minor", "currency"],
];
const settings = ["language", "slot_minutes", "notice_minutes", "ahead_days", "reminder_hours"];

export const booking: Subject = {
  tables: {
    services: {
      read: { by: everyone },
      add: { by: admins, columns: ["tenant_id", ...service] },
      change: { by: admins, columns: [...service, "archived_at"] },
      rows: (t) =>
        `insert into public.services (id, tenant_id, name, duration_minutes)
     values (${t.thing("service")}, ${t.id}, 'Visit', 60)`,
    },
    staff: {
      read: { by: everyone },
      add: { by: admins, columns: ["id", "tenant_id", "name", "kind", "user_id", "colour"] },
      change: { by: admins, columns: ["name", "kind", "user_id", "colour", "archived_at"] },
      rows: (t) =>
        `insert into public.staff (id, tenant_id, name, user_id)
     values (${t.thing("helper")}, ${t.id}, 'Rae', ${t.person("rep")})`,
    },
    staff_services: {
      read: { by: everyone },
      add: { by: admins, columns: ["tenant_id", "staff_id", "service_id"] },
      remove: { by: admins },
      rows: (t) =>
        `insert into public.staff_services (tenant_id, staff_id, service_id)
     values (${t.id}, ${t.thing("helper")}, ${t.thing("service")})`,
    },
    opening_hours: {
      read: { by: everyone },
      add: { by: admins, columns: ["tenant_id", "staff_id", "week"] },
      change: { by: admins, columns: ["week", "updated_at"] },
      remove: { by: admins },
      rows: (t) =>
        `insert into public.opening_hours (id, tenant_id, week)
     values (${t.thing("opening hours")}, ${t.id}, '{}')`,
    },
    closures: {
      read: { by: everyone },
      add: { by: admins, columns: ["tenant_id", "staff_id", "first_day", "last_day", "name"] },
      remove: { by: admins },
      rows: (t) =>
        `insert into public.closures (id, tenant_id, first_day, last_day, name)
     values (${t.thing("closure")}, ${t.id}, '2026-12-24', '2026-12-26', 'Holidays')`,
    },
    booking_settings: {
      read: { by: everyone },
      add: { by: admins, columns: ["tenant_id", ...settings] },
      change: { by: admins, columns: [...settings, "updated_at"] },
      rows: (t) => `insert into public.booking_settings (tenant_id) values (${t.id})`,
    },
    bookings: {
      read: { by: everyone },
      rows: (t) =>
        `insert into public.bookings (id, tenant_id, service_id, staff_id, contact_id, starts_at,
       ends_at, during, source, language, created_at, updated_at)
     select ${t.thing("booking")}, ${t.id}, ${t.thing("service")}, ${t.thing("helper")},
       ${t.thing("contact")}, at, at + interval '1 hour', tstzrange(at, at + interval '1 hour'),
       'desk', 'en', now(), now()
     from (select date_trunc('hour', now()) + interval '20 days' as at) soon`,
    },
    "private.slot_offers": {
      rows: (t) =>
        `insert into private.slot_offers (tenant_id, call_id, token, service_id, staff_id,
       starts_at, after_turn, offered_at)
     values (${t.id}, ${t.thing("offered call")}, 'slot-token', ${t.thing("service")},
       ${t.thing("helper")}, now() + interval '1 day', 1, now())`,
    },
  },
  things: { service: "service", helper: "helper", booking: "booking" },
  functions: {
    "machine.book": "machine",
    "machine.booking_facts": "machine",
    "machine.booking_notice": "machine",
    "machine.callers_bookings": "machine",
    "machine.cancel_callers_booking": "machine",
    "machine.move_callers_booking": "machine",
    "machine.offer_slots": "machine",
    "private.book": "nobody",
    "private.book_as_member": "people",
    "private.booking_answer": "nobody",
    "private.booking_facts": "nobody",
    "private.booking_refusal": "nobody",
    "private.booking_settings": "nobody",
    "private.customer_of_call": "nobody",
    "private.facts_as_member": "people",
    "private.first_shown": "nobody",
    "private.gets_text": "nobody",
    "private.heard_offer": "nobody",
    "private.is_callers": "nobody",
    "private.move_as_member": "people",
    "private.move_booking": "nobody",
    "private.open_hours": "nobody",
    "private.set_booking_status": "nobody",
    "private.set_status_as_member": "people",
    "private.tell_customer": "nobody",
    "private.time_taken": "nobody",
    "public.book": {
      execute: "people",
      by: everyone,
      tried: [
        [
          `jsonb_build_object('booking_id', gen_random_uuid(), 'service_id', :service,
           'staff_id', :helper, 'starts_at', date_trunc('hour', now()) + interval '30 days',
           'anytime', true, 'customer', jsonb_build_object('name', 'Jo'))`,
          true,
        ],
      ],
    },
    "public.booking_facts": {
      execute: "people",
      by: everyone,
      tried: [["now(), now() + interval '1 day'", false]],
    },
    "public.move_booking": {
      execute: "people",
      by: everyone,
      tried: [
        [
          `jsonb_build_object('booking_id', :booking, 'sequence', 0, 'anytime', true,
           'starts_at', date_trunc('hour', now()) + interval '31 days')`,
          true,
        ],
      ],
    },
    "public.set_booking_status": {
      execute: "people",
      by: everyone,
      tried: [[":booking, 'cancelled', 0", true]],
    },
  },
};
