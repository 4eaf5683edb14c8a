import {
  callsHaveOneTenant,
  ofTheirCalls,
  repsOnly,
  type Subject,
} from "@/tests/database/isolation/subject";

import { call, callers } from "@/tests/database/isolation/tenants";

export const recordings: Subject = {
  tables: {
    recordings: {
      read: {
        by: repsOnly(`case when purpose = 'voicemail'
          then status = 'deleted' or id in (select recording_id from public.voicemails
            where mailbox_id is null or mailbox_id = :me)
          else ${ofTheirCalls} end`),
      },
      rows: (t) =>
        `insert into public.recordings (tenant_id, call_id, recording_sid, status, created_at) values ${[
          ...callers,
          ...["nobody", "internal", "placed", "closed"],
        ]
          .map((who) => `(${t.id}, ${call(t, who)}, ${t.sid("RE", who)}, 'completed', now())`)
          .join(", ")}`,
    },
    "private.recording_deletions": {
      rows: (t) =>
        `insert into private.recording_deletions (tenant_id, recording_id, requested_at, next_try_at)
     select tenant_id, id, now(), now() from public.recordings where tenant_id = ${t.id}`,
    },
  },
  functions: {
    "machine.recording_control": "machine",
    "private.is_recording_paused": "nobody",
    "machine.claim_deletions": "machine",
    "machine.finish_deletion": "machine",
    "machine.note_listening": "machine",
    "machine.recording": "machine",
    "machine.request_deletion": "machine",
    "private.may_hear": "nobody",
  },
  withoutEffect: {
    "using without (c.tenant_id = recordings.tenant_id)": callsHaveOneTenant,
  },
};
