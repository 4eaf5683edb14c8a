import { everyone, type Subject } from "@/tests/database/isolation/subject";

export const costs: Subject = {
  functions: {
    "public.message_costs": { execute: "people", by: everyone, tried: [["'-infinity'", false]] },
    "public.call_costs": { execute: "people", by: everyone, tried: [["'-infinity'", false]] },
  },
};
