import { repsOnly, type Subject } from "@/tests/database/isolation/subject";
import { call, people } from "@/tests/database/isolation/tenants";

export const voicemail: Subject = {
  tables: {
    voicemails: {
      read: { by: repsOnly("mailbox_id is null or mailbox_id = :me") },
      rows: (t) =>
        `insert into public.recordings (tenant_id, call_id, recording_sid, status, purpose, duration_seconds, created_at)
     values ${[...people, "everybody"]
       .map(
         (who) =>
           `(${t.id}, ${call(t, "nobody")}, ${t.sid("RE", `message for ${who}`)}, 'completed', 'voicemail', 9, now())`,
       )
       .join(", ")};
     ${people
       .map(
         (
           who,
         ) => `update public.voicemails v set mailbox_id = ${t.person(who)} from public.recordings r
       where r.id = v.recording_id and r.recording_sid = ${t.sid("RE", `message for ${who}`)}`,
       )
       .join("; ")}`,
    },
  },
  functions: { "private.keep_voicemail": "nobody" },
};
