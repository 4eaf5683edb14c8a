import {
  callsHaveOneTenant,
  everyone,
  repsOnly,
  type Subject,
} from "@/tests/database/isolation/subject";
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
         values (${t.id}, ${call(t, "rep")}, 'hold', ${t.person("rep")}, now(), now()),
           (${t.id}, ${call(t, "nobody")}, 'room', null, null, now())`,
    },
    call_supervisions: {
      read: {
        by: repsOnly(`is_shown and call_id in (select id from public.calls c
          where c.tenant_id = t.tenant_id and :me = any (array[c.user_id] || c.also_on))`),
      },
      rows: (t) =>
        ["rep", "rep2", "placed"]
          .map(
            (who) => `insert into public.call_supervisions
           (tenant_id, call_id, user_id, mode, state, is_shown, is_announced, asked_at)
           values (${t.id}, ${call(t, who)}, ${t.person("manager")}, 'listen', 'in',
             ${who === "rep"}, false, now())`,
          )
          .join(";"),
    },
  },
  functions: {
    "machine.ask_control": "machine",
    "machine.control_state": "machine",
    "machine.controlled_calls": "machine",
    "machine.end_hold": "machine",
    "machine.note_supervision": "machine",
    "machine.note_target": "machine",
    "machine.note_target_state": "machine",
    "machine.participant": "machine",
    "machine.supervise": "machine",
    "machine.undo_control": "machine",
    "private.asked_of": "nobody",
    "private.asked_control": "nobody",
    "private.control_facts": "nobody",
    "private.control_legs": "nobody",
    "private.control_refusal": "nobody",
    "private.people_on_call": "people",
    "private.ring_facts": "nobody",
    "private.stop_supervising": "nobody",
    "private.supervision_facts": "nobody",
    "private.supervision_refusal": "nobody",
    "private.transfer_target": "nobody",
    "private.unanswered_refusal": "nobody",
    "private.write_control": "nobody",
    "public.people_on_call": {
      execute: "people",
      by: everyone,
      tried: [[":call", false]],
    },
  },
  withoutEffect: {
    "using without (c.tenant_id = call_supervisions.tenant_id)": callsHaveOneTenant,
  },
};
