import {
  callsHaveOneTenant,
  ofTheirCalls,
  repsOnly,
  type Subject,
} from "@/tests/database/isolation/subject";
import { call, callers } from "@/tests/database/isolation/tenants";

const legsHaveAPolicy =
  "legs are read through their own policy; the condition is there for the index";

const others = ["nobody", "internal", "placed", "closed"];

export const record: Subject = {
  tables: {
    calls: {
      // What colleagues talk about is theirs.
      read: {
        by: repsOnly(`direction <> 'internal' or :me in (user_id, callee_id)
          or id in (select p.call_id from public.room_people p
            where p.user_id = :me and p.call_sid = '')`),
      },
      rows: (t) =>
        `insert into public.calls (id, tenant_id, direction, from_number, to_number, user_id, created_at) values ${callers
          .map(
            (who) => `(${call(t, who)}, ${t.id}, 'outbound', '+1', '+2', ${t.person(who)}, now())`,
          )
          .join(
            ", ",
          )}, (${call(t, "nobody")}, ${t.id}, 'inbound', '+12065550177', '+1', null, now());
        update public.calls set also_on = array[${t.person("rep2")}]::uuid[]
          where id = ${call(t, "nobody")};
        insert into public.calls (id, tenant_id, direction, from_number, to_number, user_id,
          callee_id, created_at) values
          (${call(t, "internal")}, ${t.id}, 'internal', '', '', ${t.person("manager")}, ${t.person("rep")}, now()),
          (${call(t, "placed")}, ${t.id}, 'internal', '', '', ${t.person("rep")}, ${t.person("manager")}, now()),
          (${call(t, "closed")}, ${t.id}, 'internal', '', '', ${t.person("admin")}, ${t.person("rep2")}, now())`,
    },
    call_legs: {
      read: {
        by: repsOnly(`${ofTheirCalls} and (role not in ('rep', 'supervisor') or user_id = :me)`),
      },
      rows: (t) =>
        [...callers, ...others]
          .map((who) => {
            const person = who === "rep2" ? t.person("rep2") : t.person("rep");
            return `insert into public.call_legs (tenant_id, call_sid, call_id, role, user_id, first_seen_at) values
          (${t.id}, ${t.sid("CA", `rep of ${who}`)}, ${call(t, who)}, 'rep', ${person}, now()),
          (${t.id}, ${t.sid("CA", `colleague of ${who}`)}, ${call(t, who)}, 'rep', ${t.person("manager")}, now()),
          (${t.id}, ${t.sid("CA", `customer of ${who}`)}, ${call(t, who)}, 'customer', null, now())`;
          })
          .join(";"),
    },
    call_spans: {
      read: {
        by: repsOnly(`call_sid in (select call_sid from public.call_legs l where l.${ofTheirCalls}
        and (role not in ('rep', 'supervisor') or user_id = :me))`),
      },
      rows: (t) =>
        `insert into public.call_spans (tenant_id, call_id, call_sid, space)
     select tenant_id, call_id, call_sid, 'conference' from public.call_legs
     where tenant_id = ${t.id}`,
    },
    call_steps: {
      read: { by: repsOnly(ofTheirCalls) },
      rows: (t) =>
        `insert into public.call_steps (tenant_id, call_id, step_key, kind, happened_at)
     select tenant_id, id, 'step', 'menu', now() from public.calls where tenant_id = ${t.id}`,
    },
    call_events: {
      read: {
        by: repsOnly(`${ofTheirCalls} and (call_sid is null or call_sid in (
        select call_sid from public.call_legs l
        where l.tenant_id = t.tenant_id and (role not in ('rep', 'supervisor') or user_id = :me)))`),
      },
      rows: (t) =>
        [...callers, ...others]
          .map((who) => {
            const sids = ["rep", "colleague", "customer"].map((leg) =>
              t.sid("CA", `${leg} of ${who}`),
            );
            return ["null", ...sids]
              .map(
                (leg, index) => `insert into public.call_events
              (tenant_id, call_id, call_sid, event_type, event_data, dedupe_key, occurred_at)
              values (${t.id}, ${call(t, who)}, ${leg}, 'status', '{}', '${who} ${index}', now())`,
              )
              .join(";");
          })
          .join(";"),
    },
  },
  things: { call: "call of nobody" },
  functions: {
    "machine.answered_from_memory": "machine",
    "machine.finish_replay": "machine",
    "machine.failed_event": "machine",
    "machine.keep_unreadable": "machine",
    "machine.record_event": "machine",
    "private.absorb_facts": "nobody",
    "private.absorb_leg": "nobody",
    "private.absorb_more": "nobody",
    "private.absorb_recording": "nobody",
    "private.absorb_request": "nobody",
    "private.absorb_spans": "nobody",
    "private.accepted_too_late": "nobody",
    "private.adopt_calls": "nobody",
    "private.answer_facts": "nobody",
    "private.apply_event": "nobody",
    "private.bare_event": "nobody",
    "private.credit_room": "nobody",
    "private.credit_talk": "nobody",
    "private.fail_live_legs": "nobody",
    "private.find_bridge": "nobody",
    "private.find_call": "nobody",
    "private.find_talk": "nobody",
    "private.follow_call_written": "nobody",
    "private.has_left": "nobody",
    "private.is_waiting": "nobody",
    "private.judge": "nobody",
    "private.judge_internal": "nobody",
    "private.judge_meeting": "nobody",
    "private.judge_missed": "nobody",
    "private.judge_rep_over": "nobody",
    "private.judge_served": "nobody",
    "private.judge_talked": "nobody",
    "private.judge_unanswered": "nobody",
    "private.measure_talk": "nobody",
    "private.names_anothers": "nobody",
    "private.new_call": "nobody",
    "private.open_call": "nobody",
    "private.presume_bridge": "nobody",
    "private.settle": "nobody",
    "private.settle_price": "nobody",
    "private.side_of": "anyone",
    "private.span_during": "anyone",
    "private.sum_talk": "nobody",
    "private.write_call": "nobody",
    "private.write_event": "nobody",
    "private.write_leg": "nobody",
  },
  withoutEffect: {
    "using without (c.tenant_id = call_events.tenant_id)": callsHaveOneTenant,
    "using without (c.tenant_id = call_legs.tenant_id)": callsHaveOneTenant,
    '"people read the spans of the legs that they may read": using without (tenant_id = ( SELECT private.tenant_id() AS tenant_id))':
      legsHaveAPolicy,
    "using without (c.tenant_id = call_steps.tenant_id)": callsHaveOneTenant,
    "using without (l.tenant_id = call_events.tenant_id)": legsHaveAPolicy,
    "using without (l.tenant_id = call_spans.tenant_id)": legsHaveAPolicy,
  },
};
