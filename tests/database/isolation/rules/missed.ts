import { everyone, type Subject } from "@/tests/database/isolation/subject";
import { call } from "@/tests/database/isolation/tenants";

export const missed: Subject = {
  tables: {
    missed_callers: {
      read: { by: everyone },
      change: {
        by: everyone,
        columns: ["claimed_by", "dismissed_at", "dismissed_reason", "dismissed_note"],
      },
      rows: (t) =>
        `insert into public.missed_callers
       (tenant_id, caller, call_id, kind, calls, first_missed_at, missed_at)
     values (${t.id}, '+3', ${call(t, "nobody")}, 'missed', 1, now(), now())`,
    },
  },
  functions: {
    "private.follow_given_up": "nobody",
    "private.follow_missed": "nobody",
    "private.given_up_since": "nobody",
    "private.lock_caller": "nobody",
    "private.missed_caller": "nobody",
    "private.refresh_missed": "nobody",
    "private.stamp_missed": "nobody",
    "public.list_missed": {
      execute: "people",
      by: everyone,
      tried: [["false, false, 50", false]],
    },
    "public.missed_while_busy": {
      execute: "people",
      by: everyone,
      tried: [["array(select id from public.calls)", false]],
    },
  },
};
