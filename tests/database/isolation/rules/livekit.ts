import { admins, everyone, type Subject } from "@/tests/database/isolation/subject";

export const livekit: Subject = {
  tables: {
    livekit_accounts: {
      // Not the secrets, SIP credentials and the prefix of rooms. Written by
      // machine.save_livekit_account and machine.finish_livekit_setup otherwise.
      read: {
        by: everyone,
        columns: [
          ...["tenant_id", "url", "api_key", "sip_host", "region", "transport", "trunk_id"],
          ...["dispatch_rule_id", "set_up_at", "trunk_numbers", "is_on", "has_programmable_sip"],
          ...["silence_seconds", "updated_at", "reported_at"],
        ],
      },
      change: {
        by: admins,
        columns: ["is_on", "has_programmable_sip", "silence_seconds", "updated_at"],
      },
      rows: (t) =>
        `insert into public.livekit_accounts (tenant_id, url, api_key, api_secret_ciphertext,
       sip_host, sip_username, sip_password_ciphertext, room_prefix, trunk_id, dispatch_rule_id,
       set_up_at)
     values (${t.id}, 'wss://rooms.test', 'APIkey', 'v1.sealed', 'sip.rooms.test',
       'ringbook-0123456789', 'v1.sealed', 'call-' || md5(${t.id}::text), 'ST_1', 'SDR_1', now())`,
    },
  },
  functions: {
    "machine.claim_livekit_setup": "machine",
    "machine.finish_livekit_setup": "machine",
    "machine.livekit_account": "machine",
    "machine.livekit_accounts_of": "machine",
    "machine.livekit_reports": "machine",
    "machine.livekit_urls": "machine",
    "machine.note_livekit_report": "machine",
    "machine.save_livekit_account": "machine",
    "private.bring_numbers_to_trunk": "nobody",
    "private.livekit_json": "nobody",
    "private.livekit_numbers": "nobody",
  },
};
