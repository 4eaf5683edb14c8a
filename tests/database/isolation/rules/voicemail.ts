import { everyone, repsOnly, type Subject } from "@/tests/database/isolation/subject";
import { call, people } from "@/tests/database/isolation/tenants";

const sharedOrOwn = "mailbox_id is null or mailbox_id = :me";

export const voicemail: Subject = {
  tables: {
    voicemails: {
      read: { by: repsOnly(sharedOrOwn) },
      change: { by: repsOnly(sharedOrOwn), columns: ["heard_at"] },
      rows: (t) =>
        `insert into public.recordings (tenant_id, call_id, recording_sid, status, purpose, duration_seconds, created_at)
     values ${[...people, "everybody"]
       .map(
         (who) =>
           `(${t.id}, ${call(t, "nobody")}, ${t.sid("RE", `message for ${who}`)}, 'completed', 'voicemail', 9, now())`,
       )
       .join(", ")},
       (${t.id}, ${call(t, "nobody")}, ${t.sid("RE", "deleted message")}, 'deleted', 'voicemail', 9, now());
     update public.voicemails v set id = ${t.thing("message for everybody")}
       from public.recordings r where r.id = v.recording_id
         and r.recording_sid = ${t.sid("RE", "message for everybody")};
     ${people
       .map(
         (
           who,
         ) => `update public.voicemails v set mailbox_id = ${t.person(who)} from public.recordings r
       where r.id = v.recording_id and r.recording_sid = ${t.sid("RE", `message for ${who}`)}`,
       )
       .join("; ")}`,
    },
    "private.voicemail_mails": {
      rows: (
        t,
      ) => `insert into private.voicemail_mails (tenant_id, voicemail_id, user_id, claimed_at)
     select tenant_id, id, ${t.person("rep")}, now() from public.voicemails where tenant_id = ${t.id}`,
    },
  },
  functions: {
    "machine.claim_voicemail_mails": "machine",
    "machine.return_voicemail_mail": "machine",
    "private.assign_voicemail": "people",
    "private.forget_message": "nobody",
    "private.keep_voicemail": "nobody",
    "private.mailbox_of": "nobody",
    "private.notify_voicemail": "nobody",
    "private.settle_heard": "nobody",
    "private.stamp_heard": "nobody",
    "private.voicemail_facts": "nobody",
    "public.assign_voicemail": {
      execute: "people",
      by: everyone,
      tried: [
        [":message, :rep2", true],
        [":message, :gone", false],
        [":message, null", false],
      ],
    },
  },
  things: { message: "message for everybody" },
  withoutEffect: {
    "private.assign_voicemail: without p.tenant_id = tenant and (1)":
      "a try has one tenant's things: tests/database/voicemail/rules.test.ts has another's member",
    "private.assign_voicemail: without v.tenant_id = tenant and (3)":
      "the message was found in the tenant, and ids have one maker",
  },
};
