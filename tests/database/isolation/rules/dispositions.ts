import {
  admins,
  callsHaveOneTenant,
  everyone,
  managers,
  ofTheirCalls,
  repsOnly,
  type Subject,
} from "@/tests/database/isolation/subject";
import { call, callers } from "@/tests/database/isolation/tenants";

const anonReadsNoCalls = "the policy looks at calls, which anon may not read";

export const dispositions: Subject = {
  tables: {
    dispositions: {
      read: { by: everyone },
      add: {
        by: admins,
        columns: [
          ...["tenant_id", "label", "key", "position"],
          ...["follow_up", "follow_up_minutes", "stage_id"],
        ],
      },
      change: {
        by: admins,
        columns: [
          ...["label", "key", "position", "archived_at"],
          ...["follow_up", "follow_up_minutes", "stage_id"],
        ],
      },
      rows: (t) =>
        `insert into public.dispositions (id, tenant_id, label) values (${t.thing("disposition")}, ${t.id}, 'Sold')`,
    },
    call_wrapups: {
      read: { by: everyone },
      add: {
        by: repsOnly(ofTheirCalls),
        columns: ["call_id", "tenant_id", "disposition_id", "dismissed_at"],
      },
      change: { by: repsOnly(ofTheirCalls), columns: ["disposition_id", "dismissed_at"] },
      rows: (t) =>
        `insert into public.call_wrapups (tenant_id, call_id, user_id) values ${callers
          .map((who) => `(${t.id}, ${call(t, who)}, ${t.person(who)})`)
          .join(", ")}`,
    },
  },
  things: { disposition: "disposition" },
  functions: {
    "private.broadcast_wrapup": "nobody",
    "private.copy_outcome": "nobody",
    "private.first_dispositions": "nobody",
    "private.move_to_stage": "nobody",
    "private.stamp_wrapup": "nobody",
    "public.outcome_figures": {
      execute: "people",
      by: everyone,
      tried: [["'-infinity'", false]],
    },
    // Reps give their own calls an outcome, by the policies of call_wrapups; this call is nobody's.
    "public.set_outcome": {
      execute: "people",
      by: managers,
      tried: [[":call, :disposition", true]],
    },
  },
  withoutEffect: {
    "using without (c.tenant_id = call_wrapups.tenant_id)": callsHaveOneTenant,
    "check without (c.tenant_id = call_wrapups.tenant_id)": callsHaveOneTenant,
    '"people wrap up their own calls, managers and admins any": to public': anonReadsNoCalls,
    '"people wrap up their own calls, managers and admins any": to anon too': anonReadsNoCalls,
  },
};
