import { each, everyone, repsOnly, type Subject } from "@/tests/database/isolation/subject";
import { people } from "@/tests/database/isolation/tenants";

const ofOneTenant =
  "a person is of one tenant, and whoever is of two has no phone left in the first";

export const phones: Subject = {
  tables: {
    personal_phones: {
      read: { by: repsOnly("user_id = :me") },
      add: { by: each("user_id = :me"), columns: ["tenant_id", "user_id", "phone"] },
      change: { by: each("user_id = :me"), columns: ["phone", "updated_at"] },
      remove: { by: each("user_id = :me") },
      rows: (t) =>
        `insert into public.personal_phones (tenant_id, user_id, phone) values ${people
          .map((name, index) => `(${t.id}, ${t.person(name)}, '+1206555011${index}')`)
          .join(", ")}`,
    },
    further_phones: {
      read: { by: repsOnly("user_id = :me") },
      add: {
        by: each("user_id = :me"),
        columns: ["tenant_id", "user_id", "place", "name", "phone", "rings"],
      },
      change: { by: each("user_id = :me"), columns: ["name", "rings", "updated_at"] },
      remove: { by: each("user_id = :me") },
      rows: (t) =>
        `insert into public.further_phones (tenant_id, user_id, place, phone) values ${people
          .map((name, index) => `(${t.id}, ${t.person(name)}, 2, '+1206555013${index}')`)
          .join(", ")}`,
    },
    phone_verifications: {
      // Not the code's hash.
      read: {
        by: each("user_id = :me"),
        columns: [
          ...["id", "tenant_id", "user_id", "phone", "wrong_tries"],
          ...["created_at", "expires_at", "ended_at", "ended_as"],
        ],
      },
      rows: (t) =>
        people
          .map(
            (
              name,
            ) => `insert into public.phone_verifications (id, tenant_id, user_id, phone, code_hash, created_at, expires_at, next_check_at)
          values (${t.thing(`verification of ${name}`)}, ${t.id}, ${t.person(name)}, '+12065550110', 'hash', now(), now(), now())`,
          )
          .join(";"),
    },
  },
  functions: {
    "machine.begin_phone_verification": "machine",
    "machine.claim_phone_verifications": "machine",
    "machine.note_phone_verification": "machine",
    "machine.settle_phone_verification": "machine",
    "machine.try_phone_verification": "machine",
    "machine.verification_legs": "machine",
    "machine.vouch_for_phone": "machine",
    "private.further_of": "nobody",
    "private.own_order": "nobody",
    "private.make_first_phone": "people",
    "private.unverify_phone": "nobody",
    "private.verification_refusal": "nobody",
    "public.make_first_phone": {
      execute: "people",
      by: everyone,
      tried: [
        ["2", true],
        ["3", false],
      ],
    },
  },
  withoutEffect: {
    "private.make_first_phone: without ph.tenant_id = tenant and (1)": ofOneTenant,
    "private.make_first_phone: without f.tenant_id = tenant and (2)": ofOneTenant,
    "private.make_first_phone: without d.tenant_id = tenant and (5)": ofOneTenant,
    "private.make_first_phone: without ph.tenant_id = tenant and (6)": ofOneTenant,
    "private.make_first_phone: without v.tenant_id = tenant and (7)": ofOneTenant,
  },
};
