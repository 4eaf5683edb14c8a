import { everyone, type Subject } from "@/tests/database/isolation/subject";

const editable = ["name", "phone", "extension", "website", "address"];

export const companies: Subject = {
  tables: {
    companies: {
      read: { by: everyone },
      add: { by: everyone, columns: ["id", "tenant_id", ...editable] },
      change: { by: everyone, columns: [...editable, "updated_at"] },
      remove: { by: everyone },
      rows: (t) =>
        `insert into public.companies (id, tenant_id, name)
     values (${t.thing("company")}, ${t.id}, 'Doe Ltd')`,
    },
  },
  things: { company: "company" },
  functions: {
    "private.search_companies": "people",
    "public.company_timeline": {
      execute: "people",
      by: everyone,
      tried: [[":company, 50", false]],
    },
    "public.search_companies": {
      execute: "people",
      by: everyone,
      tried: [
        ["'doe'", false],
        ["'do'", false],
      ],
    },
    "private.link_company": "nobody",
    "private.rename_company": "nobody",
  },
};
