import { everyone, type Subject } from "@/tests/database/isolation/subject";

export const contacts: Subject = {
  tables: {
    contacts: {
      read: { by: everyone },
      add: {
        by: everyone,
        columns: ["id", "tenant_id", "name", "company", "email", "owner_id"],
      },
      change: {
        by: everyone,
        columns: ["name", "company", "email", "owner_id", "updated_at"],
      },
      rows: (t) =>
        `insert into public.contacts (id, tenant_id, name, owner_id) values (${t.thing("contact")}, ${t.id}, 'Jane', ${t.person("rep")})`,
    },
    contact_phones: {
      read: { by: everyone },
      add: {
        by: everyone,
        columns: ["id", "tenant_id", "contact_id", "phone", "extension", "label", "position"],
      },
      change: { by: everyone, columns: ["phone", "extension", "label", "position"] },
      remove: { by: everyone },
      rows: (t) =>
        `insert into public.contact_phones (id, tenant_id, contact_id, phone)
     values (${t.thing("contact phone")}, ${t.id}, ${t.thing("contact")}, '+12065550177')`,
    },
    contact_changes: {
      read: { by: everyone },
      rows: (t) =>
        `insert into public.contact_changes (tenant_id, contact_id, actor_id, changes)
     values (${t.id}, ${t.thing("contact")}, ${t.person("rep")}, '{"created": {}}')`,
    },
  },
  things: { contact: "contact" },
  functions: {
    "private.add_contact_change": "nobody",
    "private.contact_for": "nobody",
    "private.index_contact_phones": "nobody",
    "private.keep_contact_change": "nobody",
    "private.keep_phone_change": "nobody",
    "private.note_editor": "nobody",
    "private.search_contacts": "people",
    "public.save_contact": {
      execute: "people",
      by: everyone,
      tried: [
        [
          `jsonb_build_object('id', :contact, 'name', 'Eve', 'company', '', 'email', ''), '[]',
         coalesce((select jsonb_build_object('name', name, 'company', company, 'email', email,
           'owner_id', owner_id, 'phones', (select coalesce(jsonb_agg(jsonb_build_object(
             'phone', phone, 'extension', extension, 'label', label) order by phone collate "C"), '[]')
             from public.contact_phones p where p.contact_id = c.id))
          from public.contacts c where id = :contact), '{}')`,
          true,
        ],
      ],
    },
    "public.search_contacts": {
      execute: "people",
      by: everyone,
      tried: [
        ["'jane'", false],
        ["'206', 50, '1206'", false],
      ],
    },
  },
};
