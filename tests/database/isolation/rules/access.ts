import type { Subject } from "@/tests/database/isolation/subject";

export const access: Subject = {
  functions: {
    "private.own_meetings": "people",
    "private.realtime_topic": "people",
    "private.role": "people",
    "private.tenant_id": "people",
  },
};
