import { admins, everyone, type Subject } from "@/tests/database/isolation/subject";

const columns = ["tenant_id", "id", "name", "content_type", "bytes", "seconds", "sha256"];

export const files: Subject = {
  tables: {
    audio_files: {
      read: { by: everyone },
      add: { by: admins, columns },
      change: { by: admins, columns: ["name"] },
      remove: { by: admins },
      rows: (t) =>
        `insert into public.audio_files
       (id, tenant_id, name, content_type, bytes, seconds, sha256, uploaded_by)
     values (${t.thing("audio")}, ${t.id}, 'Welcome', 'audio/wav', 1, 1, repeat('0', 64),
       ${t.person("admin")})`,
    },
  },
  functions: {
    "private.keep_used_audio": "nobody",
    "private.remove_audio_bytes": "nobody",
    "private.require_audio": "nobody",
  },
};
