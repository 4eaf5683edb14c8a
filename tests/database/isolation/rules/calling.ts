import { everyone, type Subject } from "@/tests/database/isolation/subject";
import { call } from "@/tests/database/isolation/tenants";

export const calling: Subject = {
  tables: {
    "private.call_keys": {
      rows: (t) =>
        `insert into private.call_keys (tenant_id, user_id, key, fingerprint, call_id, created_at)
     values (${t.id}, ${t.person("rep")}, 'key', 'hash', ${call(t, "rep")}, now())`,
    },
  },
  functions: {
    "machine.answer_key": "machine",
    "machine.begin_call": "machine",
    "machine.begin_decline": "machine",
    "machine.begin_hangup": "machine",
    "machine.key_answer": "machine",
    "private.busy_refusal": "nobody",
    "private.call_of_key": "nobody",
    "private.choose_call_contact": "people",
    "private.clicked_call": "nobody",
    "private.day_began": "nobody",
    "private.is_withheld": "people",
    "private.keep_key": "nobody",
    "private.limit_refusal": "nobody",
    "private.number_refusal": "nobody",
    "private.place_refusal": "nobody",
    "private.range_detail": "nobody",
    "private.spend_refusal": "nobody",
    "private.spent": "nobody",
    "public.choose_call_contact": {
      execute: "people",
      by: everyone,
      tried: [[":call, :contact", true]],
    },
  },
};
