import { everyone, type Subject } from "@/tests/database/isolation/subject";

const idsHaveOneMaker =
  "a change's id is one person's, of one tenant: whom it is refused to, and that others are, is in " +
  "tests/database/stores/contact-bulk.test.ts";
const onlyOldOnes = "what is deleted there is older than a day and can be undone by nobody";

export const contactList: Subject = {
  tables: {
    contact_activity: {
      read: { by: everyone },
      // Its row comes with the contact's.
      rows: (t) => `update public.contact_activity set is_missed = true where tenant_id = ${t.id}`,
    },
    "private.contact_bulk_changes": {
      rows: (t) =>
        `insert into private.contact_bulk_changes
           (tenant_id, id, user_id, kind, value, contacts, was)
         values (${t.id}, ${t.thing("bulk change")}, ${t.person("rep")}, 'owner', ${t.person("rep")},
           array[${t.thing("contact")}]::uuid[], array[null]::text[])`,
    },
  },
  things: { bulk_change: "bulk change" },
  functions: {
    "private.activity_of": "nobody",
    "private.change_contacts": "people",
    "private.change_each": "nobody",
    "private.require_choice": "nobody",
    "private.undo_contact_change": "people",
    "private.undo_each": "nobody",
    "private.wanted_contacts": "nobody",
    "public.change_contacts": {
      execute: "people",
      by: everyone,
      tried: [
        [
          "gen_random_uuid(), jsonb_build_object('ids', jsonb_build_array(:contact)), 'archive'",
          true,
        ],
      ],
    },
    "public.undo_contact_change": {
      execute: "people",
      by: everyone,
      // The contact has another owner meanwhile: nothing to give back, even to who made it.
      tried: [[":bulk_change", false]],
    },
    "private.contact_filter": "nobody",
    "private.contact_source": "nobody",
    "private.contacts_in_groups": "nobody",
    "private.keep_contact_activity": "nobody",
    "private.count_contacts": "people",
    "private.list_contacts": "people",
    "private.refresh_activity": "nobody",
    "private.refresh_contact_activity": "nobody",
    "private.refresh_missed_activity": "nobody",
    "public.count_contacts": { execute: "people", by: everyone, tried: [["'{}'", false]] },
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
  withoutEffect: {
    "private.change_contacts: without c.tenant_id = tenant and (1)": idsHaveOneMaker,
    "private.change_contacts: without c.tenant_id = tenant and (2)": idsHaveOneMaker,
    "private.change_contacts: without c.tenant_id = tenant (1)": onlyOldOnes,
    "private.change_contacts: without c.user_id = auth.uid() (1)": idsHaveOneMaker,
    "private.change_contacts: without c.user_id = auth.uid() (2)": onlyOldOnes,
    "private.undo_contact_change: without c.tenant_id = tenant and (1)": idsHaveOneMaker,
    "private.undo_contact_change: without c.tenant_id = tenant and (2)":
      "it only locks; what is written next names the tenant itself",
    "private.undo_contact_change: without c.user_id = auth.uid() (1)": idsHaveOneMaker,
  },
};
