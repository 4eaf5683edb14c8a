import { admins, each, everyone, inGlobex, type Subject } from "@/tests/database/isolation/subject";
import { people, rolesOf } from "@/tests/database/isolation/tenants";

export const team: Subject = {
  tables: {
    profiles: {
      read: {
        by: everyone,
        columns: [
          ...["tenant_id", "user_id", "role", "name", "email", "created_at", "removed_at"],
          ...["default_number_id", "default_caller_id", "wrap_up_prompt"],
          ...["checklist_dismissed_at", "extension"],
        ],
      },
      change: {
        by: each("user_id = :me"),
        columns: [
          ...["name", "default_number_id", "default_caller_id", "wrap_up_prompt"],
          "checklist_dismissed_at",
        ],
      },
      rows: (t) =>
        `insert into public.profiles (tenant_id, user_id, role, name, email, extension) values ${people
          .map((name) => {
            const role = rolesOf(t.side)[name];
            const extension = name === "admin" && t.side === "globex" ? "'7101'" : "null";
            return `(${t.id}, ${t.person(name)}, '${role}', '${name}', '${name}@${t.side}.test', ${extension})`;
          })
          .join(", ")}`,
    },
    invitations: {
      // Not its token's hash.
      read: {
        by: admins,
        columns: [
          ...["id", "tenant_id", "email", "role", "invited_by", "created_at", "expires_at"],
          ...["accepted_at", "accepted_by", "revoked_at", "sent_at"],
        ],
      },
      rows: (t) =>
        (["admin", "boss"] as const)
          .map(
            (
              by,
            ) => `insert into public.invitations (id, tenant_id, email, role, token_hash, invited_by, expires_at, sent_at)
          values (${t.thing(by === "admin" ? "invitation" : "other invitation")}, ${t.id}, '${by === "admin" ? "guest" : "other"}@guest.test', 'rep',
            sha256('${t.side} ${by}'), ${t.person(by)}, now() + interval '1 day', now() - interval '1 hour')`,
          )
          .join(";"),
    },
  },
  things: { invitation: "invitation" },
  functions: {
    "private.accept_invitation": "people",
    "private.change_extension": "people",
    "private.change_member_role": "people",
    "private.create_invitation": "people",
    "private.is_manager": "nobody",
    "private.next_extension": "nobody",
    "private.peek_invitation": "anyone",
    "private.remove_member": "people",
    "private.renew_invitation": "people",
    "private.require_admin": "nobody",
    "private.revoke_invitation": "people",
    "public.accept_invitation": {
      execute: "people",
      by: everyone,
      tried: [[":invitation, 'Eve'", false]],
    },
    "public.change_extension": {
      execute: "people",
      by: admins,
      tried: [
        [":rep2, '7001'", true],
        // An admin of Globex has it.
        [":rep2, '7101'", { acme: true, globex: false }],
        [":gone, '7002'", false],
        [":turncoat, '7003'", inGlobex],
        [":boss, '7004'", inGlobex],
      ],
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
    "public.peek_invitation": { execute: "anyone", by: everyone, tried: [[":invitation", false]] },
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
    "public.renew_invitation": { execute: "people", by: admins, tried: [[":invitation", true]] },
    "public.revoke_invitation": { execute: "people", by: admins, tried: [[":invitation", true]] },
  },
  withoutEffect: {
    "private.remove_member: without tenant_id = tenant and (6)":
      "a group's people are of its tenant: private.known_people",
    "private.remove_member: without tenant_id = tenant and (8)":
      "a conversation's owner is of its tenant, and whoever is of two has left the first",
  },
};
