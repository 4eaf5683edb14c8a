import { each, everyone, repsOnly, type Subject } from "@/tests/database/isolation/subject";
import { people } from "@/tests/database/isolation/tenants";

export const softphone: Subject = {
  tables: {
    browser_calls: {
      // Not the ciphertext of the key. Written by machine.save_browser_calls alone.
      read: {
        by: everyone,
        columns: ["tenant_id", "account_sid", "application_sid", "api_key_sid", "turned_on_at"],
      },
      rows: (t) =>
        `insert into public.browser_calls
       (tenant_id, account_sid, application_sid, api_key_sid, api_key_secret_ciphertext)
     values (${t.id}, ${t.sid("AC", "account")}, ${t.sid("AP", "app")}, ${t.sid("SK", "key")},
       'v1.sealed')`,
    },
    call_devices: {
      read: { by: each("user_id = :me") },
      add: {
        by: each("user_id = :me"),
        columns: ["tenant_id", "user_id", "rings_on", "places_on", "in_turn"],
      },
      change: {
        by: each("user_id = :me"),
        columns: ["rings_on", "places_on", "in_turn", "updated_at"],
      },
      rows: (t) =>
        `insert into public.call_devices (tenant_id, user_id, rings_on, places_on) values ${people
          .map((name) => `(${t.id}, ${t.person(name)}, 'both', 'browser')`)
          .join(", ")}`,
    },
    leg_quality: {
      read: { by: repsOnly("user_id = :me") },
      rows: (t) =>
        `insert into public.leg_quality (call_sid, tenant_id, user_id) values
       (${t.sid("CA", "rep of rep")}, ${t.id}, ${t.person("rep")}),
       (${t.sid("CA", "rep of rep2")}, ${t.id}, ${t.person("rep2")})`,
    },
    softphones: {
      read: { by: everyone, columns: ["tenant_id", "user_id", "seen_at"] },
      rows: (t) =>
        `insert into public.softphones (tenant_id, user_id, device_id, seen_at)
     values (${t.id}, ${t.person("rep")}, ${t.thing("browser")}, now())`,
    },
  },
  functions: {
    "machine.begin_test_call": "machine",
    "machine.delete_browser_calls": "machine",
    "machine.end_unconnected": "machine",
    "machine.note_quality": "machine",
    "machine.note_softphone": "machine",
    "private.reloading": "nobody",
    "machine.save_browser_calls": "machine",
    "machine.softphone_key": "machine",
    "machine.take_client_event": "machine",
    "private.has_softphone": "nobody",
    "private.softphone_line": "nobody",
  },
};
