import { everyone, type Subject } from "@/tests/database/isolation/subject";
import { call } from "@/tests/database/isolation/tenants";

export const callControl: Subject = {
  tables: {
    call_controls: {
      // Not the outside number of a transfer.
      read: {
        by: everyone,
        columns: [
          ...["tenant_id", "call_id", "customer_in", "held_by", "held_at", "asked_by", "asked_at"],
          ...["mode", "target_kind", "target_user", "target_sid", "target_state", "changes"],
          "updated_at",
        ],
      },
      rows: (t) =>
        `insert into public.call_controls (tenant_id, call_id, customer_in, held_by, held_at,
           updated_at)
         values (${t.id}, ${call(t, "rep")}, 'hold', ${t.person("rep")}, now(), now())`,
    },
  },
  functions: {
    "machine.ask_control": "machine",
    "machine.control_state": "machine",
    "machine.controlled_calls": "machine",
    "machine.end_hold": "machine",
    "machine.note_target": "machine",
    "machine.note_target_state": "machine",
    "machine.undo_control": "machine",
    "private.asked_control": "nobody",
    "private.control_facts": "nobody",
    "private.control_legs": "nobody",
    "private.control_refusal": "nobody",
    "private.ring_facts": "nobody",
    "private.transfer_target": "nobody",
    "private.write_control": "nobody",
  },
};
