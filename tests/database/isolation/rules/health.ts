import type { Subject } from "@/tests/database/isolation/subject";

export const health: Subject = {
  functions: {
    "machine.health": "machine",
  },
};
