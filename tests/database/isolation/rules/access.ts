import type { Subject } from "@/tests/database/isolation/subject";

export const access: Subject = {
  functions: {
    "private.own_meetings": "people",
    "private.realtime_topic": "people",
    "private.role": "people",
    "private.tenant_id": "people",
  },
  withoutEffect: {
    "private.own_meetings: without p.tenant_id = (select private.tenant_id()) and (1)":
      "the policy of calls asks for the tenant too; the condition is there for the index",
  },
};
