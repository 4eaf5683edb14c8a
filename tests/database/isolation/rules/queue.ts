import { managers, type Subject } from "@/tests/database/isolation/subject";
import { call } from "@/tests/database/isolation/tenants";

export const queue: Subject = {
  tables: {
    queue_entries: {
      read: {
        by: managers,
        columns: [
          ...["tenant_id", "call_id", "route_id", "step", "name", "people", "priority"],
          ...["joined_at", "state", "ringing", "taken_by", "taken_at", "tries", "next_try_at"],
          ...["answered_at", "heard_at"],
        ],
      },
      rows: (t) =>
        `insert into public.queue_entries (tenant_id, call_id, route_id, step, name, priority,
           joined_at, heard_at, call_sid)
         values (${t.id}, ${call(t, "nobody")}, ${t.thing("route")}, 'sales', 'Sales', 0,
           now(), now(), ${t.sid("CA", "waiting")})`,
    },
  },
  functions: {
    "machine.due_callbacks": "machine",
    "machine.put_off_callback": "machine",
    "machine.queues_in_use": "machine",
    "machine.serve_queues": "machine",
    "machine.take_caller": "machine",
    "private.begin_callback": "nobody",
    "private.callback_twins": "nobody",
    "private.claim_person": "nobody",
    "private.expected_wait": "nobody",
    "private.follow_queue": "nobody",
    "private.leave_queue": "nobody",
    "private.queue_line": "nobody",
    "private.queue_turn": "nobody",
    "private.return_callbacks": "nobody",
    "private.serve_line": "nobody",
    "private.stay_in_queue": "nobody",
    "private.talking_legs": "nobody",
  },
};
