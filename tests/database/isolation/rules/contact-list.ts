import { everyone, type Subject } from "@/tests/database/isolation/subject";

export const contactList: Subject = {
  tables: {
    contact_activity: {
      read: { by: everyone },
      // Its row comes with the contact's.
      rows: (t) => `update public.contact_activity set is_missed = true where tenant_id = ${t.id}`,
    },
  },
  functions: {
    "private.activity_of": "nobody",
    "private.contact_filter": "nobody",
    "private.contact_source": "nobody",
    "private.contacts_in_groups": "nobody",
    "private.keep_contact_activity": "nobody",
    "private.list_contacts": "people",
    "private.refresh_activity": "nobody",
    "private.refresh_contact_activity": "nobody",
    "private.refresh_missed_activity": "nobody",
    "public.list_contacts": {
      execute: "people",
      by: everyone,
      tried: [
        ["'{}'", false],
        ["'{}', 'owner'", false],
        [`'{"query": "jane"}', 'last_call', true`, false],
      ],
    },
  },
};
