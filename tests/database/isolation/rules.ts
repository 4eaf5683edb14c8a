/**
 * Who may do what to each object of the database: the only list there is. A table, view, function
 * or schema that is not here fails the tests by name. What is not allowed here is refused to
 * everyone: another tenant's people, whoever has no session or no tenant, and a removed member have
 * no line, for they may do nothing at all.
 */
export type Role = "rep" | "manager" | "admin";

/**
 * Which rows of their own tenant: all, none, or those where this SQL holds; `:me` is the person.
 */
type Rows = "all" | "none" | { where: string };
export type By = Record<Role, Rows>;

const everyone: By = { rep: "all", manager: "all", admin: "all" };
const managers: By = { rep: "none", manager: "all", admin: "all" };
const admins: By = { rep: "none", manager: "none", admin: "all" };
const each = (where: string): By => ({ rep: { where }, manager: { where }, admin: { where } });
/** Managers and admins all, reps only these. */
const repsOnly = (where: string): By => ({ rep: { where }, manager: "all", admin: "all" });
const ownTasks = "owner_id = :me or created_by = :me";
const theirNotes = { where: "author_id = :me" };
const ofTheirCalls = "call_id in (select id from public.calls where user_id = :me)";

/**
 * `read` without `columns` is the whole table, later columns too; `add` and `change` name their
 * columns always. An operation that is left out is refused.
 */
export type TableRule = {
  read?: { by: By; columns?: string[] };
  add?: { by: By; columns: string[] };
  change?: { by: By; columns: string[] };
  remove?: { by: By };
  /** Neither changed nor emptied by anyone, the owner included. */
  appendOnly?: true;
};

/** By name in the schema public; elsewhere with the schema. Each needs a row in rows.ts too. */
export const tables: Record<string, TableRule> = {
  audit_log: { read: { by: admins }, appendOnly: true },
  call_audit_reports: { read: { by: admins } },
  call_events: {
    read: {
      by: repsOnly(`${ofTheirCalls} and (call_sid is null or call_sid in (
        select call_sid from public.call_legs l
        where l.tenant_id = t.tenant_id and (role not in ('rep', 'supervisor') or user_id = :me)))`),
    },
  },
  call_spans: {
    read: {
      by: repsOnly(`call_sid in (select call_sid from public.call_legs l where l.${ofTheirCalls}
        and (role not in ('rep', 'supervisor') or user_id = :me))`),
    },
  },
  call_steps: { read: { by: repsOnly(ofTheirCalls) } },
  call_legs: {
    read: {
      by: repsOnly(`${ofTheirCalls} and (role not in ('rep', 'supervisor') or user_id = :me)`),
    },
  },
  calls: { read: { by: everyone } },
  contact_changes: { read: { by: everyone } },
  call_wrapups: {
    read: { by: everyone },
    add: {
      by: repsOnly(ofTheirCalls),
      columns: ["call_id", "tenant_id", "disposition_id", "dismissed_at"],
    },
    change: { by: repsOnly(ofTheirCalls), columns: ["disposition_id", "dismissed_at"] },
  },
  contact_phones: {
    read: { by: everyone },
    add: {
      by: everyone,
      columns: ["id", "tenant_id", "contact_id", "phone", "extension", "label", "position"],
    },
    change: { by: everyone, columns: ["phone", "extension", "label", "position"] },
    remove: { by: everyone },
  },
  contacts: {
    read: { by: everyone },
    add: {
      by: everyone,
      columns: ["id", "tenant_id", "name", "company", "email", "owner_id"],
    },
    change: {
      by: everyone,
      columns: ["name", "company", "email", "owner_id", "updated_at"],
    },
  },
  dispositions: {
    read: { by: everyone },
    add: {
      by: admins,
      columns: ["tenant_id", "label", "key", "position", "follow_up", "follow_up_minutes"],
    },
    change: {
      by: admins,
      columns: ["label", "key", "position", "follow_up", "follow_up_minutes", "archived_at"],
    },
  },
  do_not_call: {
    read: { by: everyone },
    add: { by: managers, columns: ["tenant_id", "number", "note"] },
    remove: { by: managers },
  },
  invitations: {
    // Not its token's hash.
    read: {
      by: admins,
      columns: [
        ...["id", "tenant_id", "email", "role", "invited_by", "created_at", "expires_at"],
        ...["accepted_at", "accepted_by", "revoked_at"],
      ],
    },
  },
  kept_webhooks: {
    read: { by: admins },
    add: { by: admins, columns: ["tenant_id", "phone_number_id", "webhooks"] },
    change: { by: admins, columns: ["tenant_id", "phone_number_id", "webhooks"] },
    remove: { by: admins },
  },
  missed_callers: {
    read: { by: everyone },
    change: {
      by: everyone,
      columns: ["claimed_by", "dismissed_at", "dismissed_reason", "dismissed_note"],
    },
  },
  notes: {
    read: { by: everyone },
    add: {
      by: each("author_id = :me"),
      columns: ["id", "tenant_id", "contact_id", "call_id", "author_id", "body", "is_call_note"],
    },
    change: { by: each("author_id = :me or author_id is null"), columns: ["body"] },
    remove: {
      by: { rep: theirNotes, manager: theirNotes, admin: "all" },
    },
  },
  logged_calls: {
    read: { by: everyone },
    add: {
      by: each("user_id = :me"),
      columns: [
        ...["id", "tenant_id", "contact_id", "user_id", "direction", "happened_at"],
        ...["duration_seconds", "disposition_id", "note"],
      ],
    },
    remove: { by: { ...each("user_id = :me"), admin: "all" } },
  },
  personal_phones: {
    read: { by: repsOnly("user_id = :me") },
    add: { by: each("user_id = :me"), columns: ["tenant_id", "user_id", "phone"] },
    change: { by: each("user_id = :me"), columns: ["phone", "updated_at"] },
    remove: { by: each("user_id = :me") },
  },
  phone_verifications: {
    // Not the phone, nor the code's hash.
    read: {
      by: each("user_id = :me"),
      columns: [
        ...["id", "tenant_id", "user_id", "wrong_tries"],
        ...["created_at", "expires_at", "ended_at", "ended_as"],
      ],
    },
  },
  "private.attempts": {},
  "private.call_audits": {},
  "private.recording_deletions": {},
  "private.call_keys": {},
  "private.called_numbers": {},
  phone_numbers: {
    read: { by: everyone },
    add: { by: admins, columns: ["tenant_id", "number", "name", "twilio_sid", "forward_to"] },
    change: {
      by: admins,
      columns: ["name", "twilio_sid", "forward_to", "updated_at", "removed_at"],
    },
  },
  profiles: {
    read: {
      by: everyone,
      columns: [
        ...["tenant_id", "user_id", "role", "name", "email", "created_at", "removed_at"],
        ...["default_number_id", "wrap_up_prompt", "checklist_dismissed_at"],
      ],
    },
    change: {
      by: each("user_id = :me"),
      columns: ["name", "default_number_id", "wrap_up_prompt", "checklist_dismissed_at"],
    },
  },
  recordings: { read: { by: repsOnly(ofTheirCalls) } },
  tasks: {
    read: { by: everyone },
    add: {
      by: each("created_by = :me"),
      columns: [
        ...["id", "tenant_id", "title", "due_at", "remind_at", "owner_id", "contact_id", "call_id"],
        ...["repeat", "repeats_from", "follows", "disposition_id", "created_by"],
      ],
    },
    change: {
      by: repsOnly(ownTasks),
      columns: [
        ...["title", "due_at", "remind_at", "owner_id", "repeat", "repeats_from"],
        ...["done_at", "done_by", "updated_at"],
      ],
    },
    remove: { by: repsOnly(ownTasks) },
  },
  tenants: {
    read: { by: everyone },
    change: {
      by: admins,
      columns: [
        ...["name", "country_code", "time_zone"],
        ...["recording_enabled", "recording_notice", "keep_recordings_days"],
        "call_time_limit_seconds",
        ...["allowed_countries", "allowed_prefixes", "calls_at_once", "spend_per_day"],
        ...["user_calls_per_hour", "user_calls_per_day"],
        ...["tenant_calls_per_hour", "tenant_calls_per_day"],
      ],
    },
  },
  twilio_accounts: {
    // Not the token's ciphertext. Written by machine.save_twilio_account alone, once Twilio accepts
    // it.
    read: {
      by: admins,
      columns: [
        ...["tenant_id", "account_sid", "auth_token_last_four"],
        ...["verified_at", "lost_at", "updated_at"],
      ],
    },
  },
};

export const dataRoles = ["anon", "authenticated", "service_role", "ringbook_machine"] as const;
export type DataRole = (typeof dataRoles)[number];

/**
 * Which database roles may execute it. People are `authenticated`; `anon` is whoever has no
 * session.
 */
type Execute = "nobody" | "people" | "anyone" | "machine";
export const executors: Record<Execute, readonly DataRole[]> = {
  nobody: [],
  people: ["authenticated"],
  anyone: ["anon", "authenticated"],
  machine: ["ringbook_machine"],
};

/**
 * A function of the API also says which roles may have it done in their own tenant, and with what
 * of a tenant's it is tried (`:rep2`, `:gone`, `:contact` and the like: things in effects.ts), and
 * whether that changes the tenant. It never changes another, and answers about another's things as
 * about what does not exist.
 */
type Effect = { execute: Execute; by: By; tried: [having: string, changes: Changes][] };
type Changes = boolean | { acme: boolean; globex: boolean };
/** Of those who left Acme for Globex; and of the only admin, who stays: Globex has another. */
const inGlobex: Changes = { acme: false, globex: true };
type FunctionRule = Execute | Effect;

export const functions: Record<string, FunctionRule> = {
  "machine.answer_key": "machine",
  "machine.answer_failed": "machine",
  "machine.answered_from_memory": "machine",
  "machine.attempt": "machine",
  "machine.audit_calls": "machine",
  "machine.audit_facts": "machine",
  "machine.audit_state": "machine",
  "machine.audit_unlisted": "machine",
  "machine.begin_call": "machine",
  "machine.begin_hangup": "machine",
  "machine.begin_phone_verification": "machine",
  "machine.claim_audits": "machine",
  "machine.claim_checks": "machine",
  "machine.claim_deletions": "machine",
  "machine.claim_phone_verifications": "machine",
  "machine.credentials": "machine",
  "machine.finish_audit": "machine",
  "machine.finish_check": "machine",
  "machine.finish_deletion": "machine",
  "machine.finish_replay": "machine",
  "machine.forgive": "machine",
  "machine.health": "machine",
  "machine.held_event": "machine",
  "machine.key_answer": "machine",
  "machine.keep_unreadable": "machine",
  "machine.line": "machine",
  "machine.note": "machine",
  "machine.note_account": "machine",
  "machine.note_listening": "machine",
  "machine.note_phone_verification": "machine",
  "machine.verification_legs": "machine",
  "machine.record_event": "machine",
  "machine.recording": "machine",
  "machine.request_deletion": "machine",
  "machine.save_call_audit": "machine",
  "machine.save_twilio_account": "machine",
  "machine.secret_places": "machine",
  "machine.secrets_under_other_keys": "machine",
  "machine.settle_phone_verification": "machine",
  "machine.swap_secret": "machine",
  "machine.try_phone_verification": "machine",
  "machine.unknown_legs": "machine",
  "machine.vouch_for_phone": "machine",
  "private.accept_invitation": "people",
  "private.absorb_facts": "nobody",
  "private.absorb_leg": "nobody",
  "private.absorb_more": "nobody",
  "private.absorb_recording": "nobody",
  "private.absorb_request": "nobody",
  "private.absorb_spans": "nobody",
  "private.act_as": "nobody",
  "private.actor": "nobody",
  "private.add_contact_change": "nobody",
  "private.adopt_calls": "nobody",
  "private.answer_facts": "nobody",
  "private.apply_event": "nobody",
  "private.audit": "nobody",
  "private.audit_row": "nobody",
  "private.bare_event": "nobody",
  "private.broadcast_call": "nobody",
  "private.broadcast_change": "nobody",
  "private.broadcast_epoch": "nobody",
  "private.check_broadcasts": "people",
  "private.broadcast_wrapup": "nobody",
  "private.copy_outcome": "nobody",
  "private.first_dispositions": "nobody",
  "private.stamp_wrapup": "nobody",
  "private.busy_refusal": "nobody",
  "private.call_of_key": "nobody",
  "private.caller_numbers": "people",
  "private.change_member_role": "people",
  "private.changes": "nobody",
  "private.choose_caller_number": "nobody",
  "private.clicked_call": "nobody",
  "private.clean_line": "nobody",
  "private.clean_paragraphs": "nobody",
  "private.clean_text": "nobody",
  "private.contact_for": "nobody",
  "private.contact_of_call": "nobody",
  "private.create_invitation": "people",
  "private.create_tenant": "people",
  "private.credit_talk": "nobody",
  "private.day_began": "nobody",
  "private.fail_live_legs": "nobody",
  "private.find_bridge": "nobody",
  "private.find_call": "nobody",
  "private.find_talk": "nobody",
  "private.follow_call": "nobody",
  "private.follow_missed": "nobody",
  "private.grams": "people",
  "private.has_left": "nobody",
  "private.index_contact_phones": "nobody",
  "private.is_waiting": "nobody",
  "private.judge": "nobody",
  "private.judge_missed": "nobody",
  "private.judge_rep_over": "nobody",
  "private.judge_served": "nobody",
  "private.judge_talked": "nobody",
  "private.judge_unanswered": "nobody",
  "private.is_own_number": "nobody",
  "private.is_visible": "nobody",
  "private.is_withheld": "people",
  "private.keep_contact_change": "nobody",
  "private.keep_called_number": "nobody",
  "private.keep_key": "nobody",
  "private.keep_number_in_use": "nobody",
  "private.keep_phone_change": "nobody",
  "private.known_time_zone": "nobody",
  "private.limit_refusal": "nobody",
  "private.measure_talk": "nobody",
  "private.missed_among": "nobody",
  "private.missed_caller": "nobody",
  "private.missed_kind": "nobody",
  "private.names_anothers": "nobody",
  "private.new_call": "nobody",
  "private.note_edit": "nobody",
  "private.note_editor": "nobody",
  "private.number_refusal": "nobody",
  "private.number_routes": "nobody",
  "private.open_call": "nobody",
  "private.owner_is_member": "nobody",
  "private.peek_invitation": "anyone",
  "private.pin_note": "people",
  "private.place_refusal": "nobody",
  "private.presume_bridge": "nobody",
  "private.verification_refusal": "nobody",
  "private.range_detail": "nobody",
  "private.realtime_topic": "people",
  "private.refresh_missed": "nobody",
  "private.refuse_change": "nobody",
  "private.remove_member": "people",
  "private.require_admin": "nobody",
  "private.revoke_invitation": "people",
  "private.role": "people",
  "private.search_calls": "people",
  "private.search_contacts": "people",
  "private.searched_contacts": "nobody",
  "private.secret_columns": "nobody",
  "private.settle": "nobody",
  "private.settle_price": "nobody",
  "private.side_of": "anyone",
  "private.span_during": "anyone",
  "private.signed_in": "nobody",
  "private.spent": "nobody",
  "private.stamp_missed": "nobody",
  "private.sum_talk": "nobody",
  "private.tenant_id": "people",
  "private.trim_invisible": "nobody",
  "private.unpriced_legs": "nobody",
  "private.unverify_phone": "nobody",
  "private.write_call": "nobody",
  "private.write_event": "nobody",
  "private.write_leg": "nobody",
  "public.accept_invitation": {
    execute: "people",
    by: everyone,
    tried: [[":invitation, 'Eve'", false]],
  },
  "public.change_member_role": {
    execute: "people",
    by: admins,
    tried: [
      [":rep2, 'manager'", true],
      [":gone, 'rep'", false],
      [":turncoat, 'manager'", inGlobex],
      [":boss, 'rep'", inGlobex],
      [":admin, 'rep'", inGlobex],
    ],
  },
  "public.create_invitation": {
    execute: "people",
    by: admins,
    tried: [["'guest@guest.test', 'rep'", true]],
  },
  "public.create_tenant": { execute: "people", by: everyone, tried: [["'Eve Inc', 'Eve'", false]] },
  "public.first_day": { execute: "people", by: everyone, tried: [["", false]] },
  "public.me": { execute: "people", by: everyone, tried: [["", false]] },
  "public.peek_invitation": { execute: "anyone", by: everyone, tried: [[":invitation", false]] },
  "public.pin_note": { execute: "people", by: everyone, tried: [[":note, true", true]] },
  "public.realtime_topic": { execute: "people", by: everyone, tried: [["", false]] },
  "public.remove_member": {
    execute: "people",
    by: admins,
    tried: [
      [":rep2", true],
      [":gone", false],
      [":turncoat", inGlobex],
      [":boss", inGlobex],
      [":admin", inGlobex],
    ],
  },
  "public.revoke_invitation": { execute: "people", by: admins, tried: [[":invitation", true]] },
  "public.save_contact": {
    execute: "people",
    by: everyone,
    tried: [
      [
        `jsonb_build_object('id', :contact, 'name', 'Eve', 'company', '', 'email', ''), '[]',
         coalesce((select jsonb_build_object('name', name, 'company', company, 'email', email,
           'owner_id', owner_id, 'phones', (select coalesce(jsonb_agg(jsonb_build_object(
             'phone', phone, 'extension', extension, 'label', label) order by phone collate "C"), '[]')
             from public.contact_phones p where p.contact_id = c.id))
          from public.contacts c where id = :contact), '{}')`,
        true,
      ],
    ],
  },
  "public.save_call_note": {
    execute: "people",
    by: everyone,
    tried: [[":call, 'Typed by Eve'", true]],
  },
  // Reps give their own calls an outcome, by the policies of call_wrapups; this call is nobody's.
  "public.set_outcome": {
    execute: "people",
    by: managers,
    tried: [[":call, :disposition", true]],
  },
  "public.set_task_done": {
    execute: "people",
    by: everyone,
    tried: [[":task, true", true]],
  },
  "public.check_broadcasts": {
    execute: "people",
    by: everyone,
    tried: [
      ["", false],
      ["0", false],
    ],
  },
  "public.caller_numbers": {
    execute: "people",
    by: everyone,
    tried: [[":contact", false]],
  },
  "public.outcome_figures": {
    execute: "people",
    by: everyone,
    tried: [["'-infinity'", false]],
  },
  "public.call_figures": {
    execute: "people",
    by: everyone,
    tried: [["'-infinity', '-infinity', '-infinity'", false]],
  },
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
  "public.call_figures_by_person": {
    execute: "people",
    by: everyone,
    tried: [["'-infinity', 'infinity'", false]],
  },
  "public.search_calls": {
    execute: "people",
    by: everyone,
    tried: [
      ["'jane'", false],
      ["'206 555', '1206555'", false],
    ],
  },
  "public.search_contacts": {
    execute: "people",
    by: everyone,
    tried: [
      ["'jane'", false],
      ["'206', 50, '1206'", false],
    ],
  },
};

export function executeOf(name: string): Execute {
  const rule = functions[name] ?? "nobody";
  return typeof rule === "string" ? rule : rule.execute;
}

/**
 * Who may enter a schema of ours; nobody makes anything in one. `public` is the only one that the
 * API exposes.
 */
export const schemas: Record<string, readonly DataRole[]> = {
  machine: ["ringbook_machine"],
  private: ["anon", "authenticated"],
  // Postgres opens public to everyone; its tables and functions do not.
  public: dataRoles,
};

/**
 * Supabase's own schemas: nothing of ours lies there, and nobody of these reads what is in them,
 * but for broadcasts.
 */
export const supabaseSchemas = [
  "auth",
  "extensions",
  "realtime",
  "storage",
  "supabase_migrations",
] as const;

const callsHaveOneTenant =
  "a call's id is one tenant's alone; the condition is there for the index";
const legsHaveAPolicy =
  "legs are read through their own policy; the condition is there for the index";
const contactsAreOnes =
  "the contacts are the tenant's already; the condition is there for the index";
const anonReadsNoCalls = "the policy looks at calls, which anon may not read";
/**
 * Faults that change nothing, each with why, by the end of their name. One that is noticed may not
 * be listed.
 */
export const withoutEffect: Record<string, string> = {
  "private.search_calls: without c.tenant_id = tenant and (1)": contactsAreOnes,
  "private.search_calls: without and c.tenant_id = tenant (1)": contactsAreOnes,
  "using without (c.tenant_id = call_events.tenant_id)": callsHaveOneTenant,
  "using without (c.tenant_id = call_legs.tenant_id)": callsHaveOneTenant,
  "using without (c.tenant_id = recordings.tenant_id)": callsHaveOneTenant,
  "using without (c.tenant_id = call_wrapups.tenant_id)": callsHaveOneTenant,
  "check without (c.tenant_id = call_wrapups.tenant_id)": callsHaveOneTenant,
  '"people wrap up their own calls, managers and admins any": to public': anonReadsNoCalls,
  '"people wrap up their own calls, managers and admins any": to anon too': anonReadsNoCalls,
  '"people read the spans of the legs that they may read": using without (tenant_id = ( SELECT private.tenant_id() AS tenant_id))':
    legsHaveAPolicy,
  "using without (c.tenant_id = call_steps.tenant_id)": callsHaveOneTenant,
  "using without (l.tenant_id = call_events.tenant_id)": legsHaveAPolicy,
  "using without (l.tenant_id = call_spans.tenant_id)": legsHaveAPolicy,
};
