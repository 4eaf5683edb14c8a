import { everyone, type Subject } from "@/tests/database/isolation/subject";

const heldTo = "private.presence_of holds to it; the condition is there for the limit";

export const colleagues: Subject = {
  functions: {
    "machine.begin_colleague_call": "machine",
    "private.caller_refusal": "nobody",
    "private.colleague_facts": "nobody",
    "private.colleague_refusal": "nobody",
    "private.colleagues": "people",
    "private.notify_callee": "nobody",
    "private.presence_of": "nobody",
    "private.reach_of": "nobody",
    "public.colleagues": { execute: "people", by: everyone, tried: [["", false]] },
  },
  withoutEffect: {
    "private.colleagues: without and p.removed_at is null (1)": heldTo,
    "private.colleagues: without p.tenant_id = tenant and (1)": heldTo,
  },
};
