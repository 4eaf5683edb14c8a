import { each, repsOnly, type Subject } from "@/tests/database/isolation/subject";
import { people } from "@/tests/database/isolation/tenants";

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
    phone_verifications: {
      // Not the phone, nor the code's hash.
      read: {
        by: each("user_id = :me"),
        columns: [
          ...["id", "tenant_id", "user_id", "wrong_tries"],
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
    "private.unverify_phone": "nobody",
    "private.verification_refusal": "nobody",
  },
};
