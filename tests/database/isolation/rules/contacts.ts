import { admins, everyone, managers, type Subject } from "@/tests/database/isolation/subject";

const editable = [
  ...["name", "company", "title", "owner_id", "stage_id", "address", "time_zone"],
  ...["zone_guessed", "custom"],
];

export const contacts: Subject = {
  tables: {
    contacts: {
      read: { by: everyone },
      add: {
        by: everyone,
        columns: ["id", "tenant_id", ...editable, "archived_at"],
      },
      change: {
        by: everyone,
        columns: [...editable, "archived_at", "updated_at"],
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
    contact_emails: {
      read: { by: everyone },
      add: {
        by: everyone,
        columns: ["id", "tenant_id", "contact_id", "email", "label", "position"],
      },
      change: { by: everyone, columns: ["email", "label", "position"] },
      remove: { by: everyone },
      rows: (t) =>
        `insert into public.contact_emails (id, tenant_id, contact_id, email)
     values (${t.thing("contact email")}, ${t.id}, ${t.thing("contact")}, 'jane@jane.test')`,
    },
    contact_stages: {
      read: { by: everyone },
      add: { by: admins, columns: ["tenant_id", "name", "position"] },
      change: { by: admins, columns: ["name", "position", "archived_at"] },
      rows: (t) =>
        `insert into public.contact_stages (id, tenant_id, name) values (${t.thing("stage")}, ${t.id}, 'Asked');
     update public.contact_stages set archived_at = now() where tenant_id = ${t.id}`,
    },
    contact_fields: {
      read: { by: everyone },
      add: { by: admins, columns: ["tenant_id", "name", "type", "choices", "position"] },
      change: { by: admins, columns: ["name", "choices", "position", "archived_at"] },
      rows: (t) =>
        `insert into public.contact_fields (id, tenant_id, name, type)
     values (${t.thing("field")}, ${t.id}, 'Plan', 'text');
     update public.contact_fields set archived_at = now() where tenant_id = ${t.id}`,
    },
    tags: {
      read: { by: everyone },
      add: { by: everyone, columns: ["tenant_id", "name"] },
      change: { by: managers, columns: ["name"] },
      remove: { by: managers },
      rows: (t) =>
        `insert into public.tags (id, tenant_id, name) values (${t.thing("tag")}, ${t.id}, 'VIP')`,
    },
    contact_tags: {
      read: { by: everyone },
      add: { by: everyone, columns: ["tenant_id", "contact_id", "tag_id"] },
      remove: { by: everyone },
      rows: (t) =>
        `insert into public.contact_tags (tenant_id, contact_id, tag_id)
     values (${t.id}, ${t.thing("contact")}, ${t.thing("tag")})`,
    },
    contact_changes: {
      read: { by: everyone },
      rows: (t) =>
        `insert into public.contact_changes (tenant_id, contact_id, actor_id, changes)
     values (${t.id}, ${t.thing("contact")}, ${t.person("rep")}, '{"created": {}}')`,
    },
  },
  things: { contact: "contact", tag: "tag" },
  functions: {
    "private.add_contact_change": "nobody",
    "private.check_custom": "nobody",
    "private.contact_diff": "nobody",
    "private.contact_facts": "nobody",
    "private.count_version": "nobody",
    "private.first_stages": "nobody",
    "private.index_contact_emails": "nobody",
    "private.keep_email_change": "nobody",
    "private.keep_tag_change": "nobody",
    "private.rename_tagged": "nobody",
    "private.save_contact_emails": "people",
    "private.save_contact_phones": "people",
    "private.save_contact_tags": "people",
    "private.merge_tags": "people",
    "private.sort_tagged": "nobody",
    "private.contact_for": "nobody",
    "private.index_contact_phones": "nobody",
    "private.keep_contact_change": "nobody",
    "private.keep_phone_change": "nobody",
    "private.note_editor": "nobody",
    "private.search_contacts": "people",
    "private.search_query": "nobody",
    "public.find_duplicates": {
      execute: "people",
      by: everyone,
      tried: [
        ["cast(array['+12065550177'] as text[]), '{}'", false],
        ["'{}', cast(array['jane@jane.test'] as text[]), 'Jane'", false],
      ],
    },
    "public.merge_tags": {
      execute: "people",
      by: managers,
      tried: [[":tag, :tag", false]],
    },
    "public.save_contact": {
      execute: "people",
      by: everyone,
      tried: [
        [
          `jsonb_build_object('id', :contact, 'name', 'Eve'),
         coalesce((select version from public.contacts where id = :contact), 0)`,
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
  withoutEffect: Object.fromEntries(
    [1, 2, 3, 4, 5].map((place) => [
      `private.merge_tags: without tenant_id = tenant and (${place})`,
      "a try has one tag alone: tests/database/stores/tags.test.ts has two, and another's",
    ]),
  ),
};
