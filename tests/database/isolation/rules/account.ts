import { everyone, type Subject } from "@/tests/database/isolation/subject";

export const account: Subject = {
  tables: {
    "private.attempts": {
      rows: (t) =>
        `insert into private.attempts (key, tries, free_at, forget_at) values (sha256('${t.side}'), 1, now(), now())`,
    },
  },
  functions: {
    "machine.attempt": "machine",
    "machine.forgive": "machine",
    "machine.note_account": "machine",
    "private.has_signed_out": "nobody",
    "private.signed_in": "nobody",
    "public.first_day": { execute: "people", by: everyone, tried: [["", false]] },
    "public.me": { execute: "people", by: everyone, tried: [["", false]] },
  },
};
