import { admins, type Subject } from "@/tests/database/isolation/subject";

export const costs: Subject = {
  functions: {
    "public.call_costs": { execute: "people", by: admins, tried: [["'-infinity'", false]] },
  },
};
