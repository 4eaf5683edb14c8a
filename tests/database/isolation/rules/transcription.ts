import { admins, type Subject } from "@/tests/database/isolation/subject";

export const transcription: Subject = {
  tables: {
    transcription_settings: {
      // Not the ciphertext of the key. Written by machine.save_transcription alone.
      read: {
        by: admins,
        columns: [
          ...["tenant_id", "base_url", "model", "api_key_last_four"],
          ...["transcribes_talks", "updated_at"],
        ],
      },
      rows: (t) =>
        `insert into public.transcription_settings
       (tenant_id, base_url, model, api_key_ciphertext, api_key_last_four)
     values (${t.id}, 'https://speech.test', 'whisper-1', 'v1.sealed', '0000')`,
    },
  },
  functions: {
    "machine.finish_transcript": "machine",
    "machine.save_transcription": "machine",
    "machine.to_transcribe": "machine",
    "machine.transcription_key": "machine",
    "private.is_of_agent": "nobody",
    "private.request_transcript": "nobody",
  },
};
