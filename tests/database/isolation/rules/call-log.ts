import { everyone, type Subject } from "@/tests/database/isolation/subject";

const contactsAreOnes =
  "the contacts are the tenant's already; the condition is there for the index";

export const callLog: Subject = {
  tables: {
    "private.called_numbers": {
      rows: (t) =>
        `insert into private.called_numbers (tenant_id, number) values (${t.id}, '+12065550177')`,
    },
  },
  functions: {
    "private.grams": "people",
    "private.keep_called_number": "nobody",
    "private.search_calls": "people",
    "private.searched_contacts": "nobody",
    "public.call_figures": {
      execute: "people",
      by: everyone,
      tried: [["'-infinity', '-infinity', '-infinity'", false]],
    },
    "public.call_figures_by_person": {
      execute: "people",
      by: everyone,
      tried: [["'-infinity', 'infinity'", false]],
    },
    "public.search_calls": {
      execute: "people",
      by: everyone,
      tried: [
        ["'jane'", false],
        ["'206 555', '1206555'", false],
      ],
    },
  },
  withoutEffect: {
    "private.search_calls: without c.tenant_id = tenant and (1)": contactsAreOnes,
    "private.search_calls: without and c.tenant_id = tenant (1)": contactsAreOnes,
  },
};
