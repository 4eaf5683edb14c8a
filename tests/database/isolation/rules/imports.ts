import { everyone, type Subject } from "@/tests/database/isolation/subject";

export const imports: Subject = {
  tables: {
    contact_imports: {
      read: { by: everyone },
      rows: (t) =>
        `insert into public.contact_imports (id, tenant_id, created_by, stage, started_at)
     values (${t.thing("import")}, ${t.id}, ${t.person("rep")}, 'done', now())`,
    },
    import_rows: {
      read: { by: everyone },
      rows: (t) =>
        `insert into public.import_rows (tenant_id, import_id, line, outcome, contact_id)
     values (${t.id}, ${t.thing("import")}, 2, 'created', ${t.thing("contact")})`,
    },
    "private.import_parts": {
      rows: (t) =>
        `insert into private.import_parts (tenant_id, import_id, part, data)
     values (${t.id}, ${t.thing("import")}, 0, 'Name')`,
    },
    import_columns: {
      read: { by: everyone },
      rows: (t) =>
        `insert into public.import_columns (tenant_id, signature, columns)
     values (${t.id}, repeat('a', 64), '["name"]')`,
    },
  },
  functions: {
    "machine.add_import_part": "machine",
    "machine.finish_import": "machine",
    "machine.forget_imports": "machine",
    "machine.import_batch": "machine",
    "machine.import_job": "machine",
    "machine.import_part": "machine",
    "machine.preview_import": "machine",
    "machine.resume_import": "machine",
    "machine.set_up_import": "machine",
    "machine.start_import": "machine",
    "machine.start_undo": "machine",
    "machine.stop_import": "machine",
    "machine.undo_import_batch": "machine",
    "private.add_imported": "nobody",
    "private.decide_imported": "nobody",
    "private.flat_contacts": "nobody",
    "private.import_cut": "nobody",
    "private.import_round": "nobody",
    "private.import_rows": "nobody",
    "private.match_imported": "nobody",
    "private.number_words": "nobody",
    "private.own_import": "nobody",
    "private.remove_left": "nobody",
    "private.undo_contacts": "nobody",
    "private.used_since": "nobody",
    "private.write_contacts": "nobody",
  },
};
