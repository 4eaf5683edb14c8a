import { createHash } from "node:crypto";
import type { Role } from "@/tests/database/isolation/rules";

export const sides = ["acme", "globex"] as const;
export type Side = (typeof sides)[number];
/**
 * `gone` was removed, having been an admin with calls and a phone. So were `turncoat` and `boss`
 * from Acme: the one is a rep of Globex now, the other an admin.
 */
const people = ["admin", "manager", "rep", "rep2", "gone", "turncoat", "boss"] as const;
type Person = (typeof people)[number];

/** An id that is the same in every run. */
export function idOf(side: Side, thing: string): string {
  const hex = createHash("md5").update(`${side} ${thing}`).digest("hex");
  return hex.replace(/(.{8})(.{4}).(.{3}).(.{3})(.{12})/, "$1-$2-4$3-8$4-$5");
}

export const personOf = (side: Side, name: Person) =>
  idOf(name === "turncoat" || name === "boss" ? "acme" : side, name);

const sid = (prefix: string, side: Side, thing: string) =>
  prefix + createHash("md5").update(`${side} ${thing}`).digest("hex");

/** A tenant's ids, quoted for SQL. */
function tenantOf(side: Side) {
  const q = (thing: string) => `'${idOf(side, thing)}'`;
  return {
    side,
    id: q("tenant"),
    person: (name: Person) => `'${personOf(side, name)}'`,
    thing: q,
    sid: (prefix: string, thing: string) => `'${sid(prefix, side, thing)}'`,
  };
}
type Tenant = ReturnType<typeof tenantOf>;

const rolesOf = (side: Side): Record<Person, Role> => ({
  admin: "admin",
  manager: "manager",
  rep: "rep",
  rep2: "rep",
  gone: "admin",
  turncoat: side === "acme" ? "admin" : "rep",
  boss: "admin",
});

const callers = ["rep", "rep2", "gone", "turncoat"] as const;
const call = (t: Tenant, who: string) => t.thing(`call of ${who}`);

/** Rows that each tenant has in each table, in the order they can be added. */
export const rows: Record<string, (t: Tenant) => string> = {
  "auth.users": (t) =>
    `insert into auth.users (id, email) values ${people
      .map((name) => `(${t.person(name)}, '${name}@${t.side}.test')`)
      .join(", ")} on conflict do nothing`,
  tenants: (t) => `insert into public.tenants (id, name) values (${t.id}, '${t.side}')`,
  profiles: (t) =>
    `insert into public.profiles (tenant_id, user_id, role, name, email) values ${people
      .map((name) => {
        const role = rolesOf(t.side)[name];
        return `(${t.id}, ${t.person(name)}, '${role}', '${name}', '${name}@${t.side}.test')`;
      })
      .join(", ")}`,
  personal_phones: (t) =>
    `insert into public.personal_phones (tenant_id, user_id, phone) values ${people
      .map((name, index) => `(${t.id}, ${t.person(name)}, '+1206555011${index}')`)
      .join(", ")}`,
  invitations: (t) =>
    (["admin", "boss"] as const)
      .map(
        (
          by,
        ) => `insert into public.invitations (id, tenant_id, email, role, token_hash, invited_by, expires_at)
          values (${t.thing(by === "admin" ? "invitation" : "other invitation")}, ${t.id}, '${by === "admin" ? "guest" : "other"}@guest.test', 'rep',
            sha256('${t.side} ${by}'), ${t.person(by)}, now() + interval '1 day')`,
      )
      .join(";"),
  contacts: (t) =>
    `insert into public.contacts (id, tenant_id, name, owner_id) values (${t.thing("contact")}, ${t.id}, 'Jane', ${t.person("rep")})`,
  contact_phones: (t) =>
    `insert into public.contact_phones (id, tenant_id, contact_id, phone)
     values (${t.thing("contact phone")}, ${t.id}, ${t.thing("contact")}, '+12065550177')`,
  twilio_accounts: (t) =>
    `insert into public.twilio_accounts
       (tenant_id, account_sid, auth_token_ciphertext, auth_token_last_four, verified_at)
     values (${t.id}, ${t.sid("AC", "account")}, 'v1.sealed', '0000', now())`,
  phone_numbers: (t) =>
    `insert into public.phone_numbers (id, tenant_id, number, forward_to)
     values (${t.thing("number")}, ${t.id}, '+12065550100', ${t.person("rep")})`,
  kept_webhooks: (t) =>
    `insert into public.kept_webhooks (tenant_id, phone_number_id, webhooks) values (${t.id}, ${t.thing("number")}, '{}')`,
  calls: (t) =>
    `insert into public.calls (id, tenant_id, direction, from_number, to_number, user_id, created_at) values ${callers
      .map((who) => `(${call(t, who)}, ${t.id}, 'outbound', '+1', '+2', ${t.person(who)}, now())`)
      .join(", ")}, (${call(t, "nobody")}, ${t.id}, 'inbound', '+12065550177', '+1', null, now())`,
  missed_callers: (t) =>
    `insert into public.missed_callers
       (tenant_id, caller, call_id, kind, calls, first_missed_at, missed_at)
     values (${t.id}, '+3', ${call(t, "nobody")}, 'missed', 1, now(), now())`,
  call_legs: (t) =>
    [...callers, "nobody"]
      .map((who) => {
        const person = who === "rep2" ? t.person("rep2") : t.person("rep");
        return `insert into public.call_legs (tenant_id, call_sid, call_id, role, user_id, first_seen_at) values
          (${t.id}, ${t.sid("CA", `rep of ${who}`)}, ${call(t, who)}, 'rep', ${person}, now()),
          (${t.id}, ${t.sid("CA", `colleague of ${who}`)}, ${call(t, who)}, 'rep', ${t.person("manager")}, now()),
          (${t.id}, ${t.sid("CA", `customer of ${who}`)}, ${call(t, who)}, 'customer', null, now())`;
      })
      .join(";"),
  call_spans: (t) =>
    `insert into public.call_spans (tenant_id, call_id, call_sid, space)
     select tenant_id, call_id, call_sid, 'conference' from public.call_legs
     where tenant_id = ${t.id}`,
  call_steps: (t) =>
    `insert into public.call_steps (tenant_id, call_id, step_key, kind, happened_at)
     select tenant_id, id, 'step', 'menu', now() from public.calls where tenant_id = ${t.id}`,
  call_events: (t) =>
    [...callers, "nobody"]
      .map((who) => {
        const sids = ["rep", "colleague", "customer"].map((leg) => t.sid("CA", `${leg} of ${who}`));
        return ["null", ...sids]
          .map(
            (leg, index) => `insert into public.call_events
              (tenant_id, call_id, call_sid, event_type, event_data, dedupe_key, occurred_at)
              values (${t.id}, ${call(t, who)}, ${leg}, 'status', '{}', '${who} ${index}', now())`,
          )
          .join(";");
      })
      .join(";"),
  recordings: (t) =>
    `insert into public.recordings (tenant_id, call_id, recording_sid, status, created_at) values ${[
      ...callers,
      "nobody",
    ]
      .map((who) => `(${t.id}, ${call(t, who)}, ${t.sid("RE", who)}, 'completed', now())`)
      .join(", ")}`,
  phone_verifications: (t) =>
    people
      .map(
        (
          name,
        ) => `insert into public.phone_verifications (id, tenant_id, user_id, phone, code_hash, created_at, expires_at, next_check_at)
          values (${t.thing(`verification of ${name}`)}, ${t.id}, ${t.person(name)}, '+12065550110', 'hash', now(), now(), now())`,
      )
      .join(";"),
  "private.attempts": (t) =>
    `insert into private.attempts (key, tries, free_at, forget_at) values (sha256('${t.side}'), 1, now(), now())`,
  call_audit_reports: (t) =>
    `insert into public.call_audit_reports (id, tenant_id, asked_by, asked_at, from_day, to_day, counts, findings)
     values (${t.thing("report")}, ${t.id}, ${t.person("admin")}, now(), '2026-11-20', '2026-11-20', '{}', '[]')`,
  "private.call_audits": (t) =>
    `insert into private.call_audits (tenant_id, account_sid, since, compared_until, next_at)
     values (${t.id}, ${t.sid("AC", "account")}, now(), now(), now())`,
  "private.recording_deletions": (t) =>
    `insert into private.recording_deletions (tenant_id, recording_id, requested_at, next_try_at)
     select tenant_id, id, now(), now() from public.recordings where tenant_id = ${t.id}`,
  "private.called_numbers": (t) =>
    `insert into private.called_numbers (tenant_id, number) values (${t.id}, '+12065550177')`,
  "private.call_keys": (t) =>
    `insert into private.call_keys (tenant_id, user_id, key, fingerprint, call_id, created_at)
     values (${t.id}, ${t.person("rep")}, 'key', 'hash', ${call(t, "rep")}, now())`,
  do_not_call: (t) =>
    `insert into public.do_not_call (id, tenant_id, number, added_by)
     values (${t.thing("listed")}, ${t.id}, '+12065550178', ${t.person("manager")})`,
  dispositions: (t) =>
    `insert into public.dispositions (id, tenant_id, label) values (${t.thing("disposition")}, ${t.id}, 'Sold');
     update public.dispositions set archived_at = now() where tenant_id = ${t.id}`,
  call_wrapups: (t) =>
    `insert into public.call_wrapups (tenant_id, call_id, user_id) values ${callers
      .map((who) => `(${t.id}, ${call(t, who)}, ${t.person(who)})`)
      .join(", ")}`,
  logged_calls: (t) =>
    `insert into public.logged_calls (id, tenant_id, contact_id, user_id, direction, happened_at) values ${callers
      .map(
        (who) =>
          `(${t.thing(`logged by ${who}`)}, ${t.id}, ${t.thing("contact")}, ${t.person(who)}, 'outbound', now())`,
      )
      .join(", ")}`,
  notes: (t) =>
    `insert into public.notes (id, tenant_id, contact_id, author_id, body) values ${(
      ["admin", "manager", "rep", "rep2", "gone", "turncoat"] as const
    )
      .map(
        (who) =>
          `(${t.thing(`note of ${who}`)}, ${t.id}, ${t.thing("contact")}, ${t.person(who)}, 'Note')`,
      )
      .join(", ")}, (${t.thing("note of nobody")}, ${t.id}, ${t.thing("contact")}, null, 'Note')`,
  contact_changes: (t) =>
    `insert into public.contact_changes (tenant_id, contact_id, actor_id, changes)
     values (${t.id}, ${t.thing("contact")}, ${t.person("rep")}, '{"created": {}}')`,
  contact_imports: (t) =>
    `insert into public.contact_imports (id, tenant_id, created_by, stage, started_at)
     values (${t.thing("import")}, ${t.id}, ${t.person("rep")}, 'done', now())`,
  import_rows: (t) =>
    `insert into public.import_rows (tenant_id, import_id, line, outcome, contact_id)
     values (${t.id}, ${t.thing("import")}, 2, 'created', ${t.thing("contact")})`,
  "private.import_parts": (t) =>
    `insert into private.import_parts (tenant_id, import_id, part, data)
     values (${t.id}, ${t.thing("import")}, 0, 'Name')`,
  import_columns: (t) =>
    `insert into public.import_columns (tenant_id, signature, columns)
     values (${t.id}, repeat('a', 64), '["name"]')`,
  tasks: (t) =>
    `insert into public.tasks (id, tenant_id, title, owner_id, created_by) values ${(
      [
        ["rep", "rep"],
        ["rep2", "rep2"],
        ["rep", "rep2"],
        ["manager", "rep"],
        ["admin", "admin"],
        ["gone", "gone"],
        ["turncoat", "turncoat"],
        ["turncoat", "rep"],
      ] as const
    )
      .map(
        ([owner, by]) =>
          `(${t.thing(`task of ${owner} by ${by}`)}, ${t.id}, 'Task', ${t.person(owner)}, ${t.person(by)})`,
      )
      .join(", ")}`,
  audit_log: (t) =>
    `insert into public.audit_log (tenant_id, actor_id, action) values (${t.id}, ${t.person("rep")}, 'call.refused')`,
};

/** Once every row is there, some leave: their rows stay. */
const departures: Record<Side, Person[]> = {
  acme: ["gone", "turncoat", "boss"],
  globex: ["gone"],
};

export const planting: string[] = sides.flatMap((side) => [
  ...Object.values(rows).map((add) => add(tenantOf(side))),
  ...departures[side].map(
    (name) => `update public.profiles set removed_at = now()
      where tenant_id = '${idOf(side, "tenant")}' and user_id = '${personOf(side, name)}'`,
  ),
]);
