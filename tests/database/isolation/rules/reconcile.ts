import { admins, type Subject } from "@/tests/database/isolation/subject";

export const reconcile: Subject = {
  tables: {
    call_audit_reports: {
      read: { by: admins },
      rows: (t) =>
        `insert into public.call_audit_reports (id, tenant_id, asked_by, asked_at, from_day, to_day, counts, findings)
     values (${t.thing("report")}, ${t.id}, ${t.person("admin")}, now(), '2026-11-20', '2026-11-20', '{}', '[]')`,
    },
    "private.call_audits": {
      rows: (t) =>
        `insert into private.call_audits (tenant_id, account_sid, since, compared_until, next_at)
     values (${t.id}, ${t.sid("AC", "account")}, now(), now(), now())`,
    },
  },
  functions: {
    "machine.answers_of": "machine",
    "machine.audit_calls": "machine",
    "machine.audit_facts": "machine",
    "machine.audit_state": "machine",
    "machine.audit_unlisted": "machine",
    "machine.claim_checks": "machine",
    "machine.due_comparison": "machine",
    "machine.enqueue_comparisons": "machine",
    "machine.finish_audit": "machine",
    "machine.finish_check": "machine",
    "machine.save_call_audit": "machine",
    "machine.unknown_legs": "machine",
    "private.unpriced_legs": "nobody",
  },
};
