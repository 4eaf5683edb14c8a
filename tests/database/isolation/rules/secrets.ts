import type { Subject } from "@/tests/database/isolation/subject";

export const secrets: Subject = {
  functions: {
    "machine.secret_places": "machine",
    "machine.secrets_under_other_keys": "machine",
    "machine.swap_secret": "machine",
    "private.secret_columns": "nobody",
  },
};
