import { admins, everyone, type Subject } from "@/tests/database/isolation/subject";

export const tenants: Subject = {
  tables: {
    tenants: {
      read: { by: everyone },
      change: {
        by: admins,
        columns: [
          ...["name", "country_code", "time_zone"],
          ...["recording_enabled", "recording_notice", "keep_recordings_days"],
          ...["call_time_limit_seconds", "after_call_seconds"],
          ...["allowed_countries", "allowed_prefixes", "calls_at_once", "spend_per_day"],
          ...["blocked_calls", "anonymous_calls", "announce_recording", "announce_countries"],
          ...["rep_caller_id", "record_internal_calls", "announce_supervision", "show_supervision"],
          ...["user_calls_per_hour", "user_calls_per_day"],
          ...["tenant_calls_per_hour", "tenant_calls_per_day"],
          ...["user_messages_per_hour", "user_messages_per_day"],
          ...["tenant_messages_per_hour", "tenant_messages_per_day"],
          ...["quiet_from", "quiet_until", "local_presence", "agent_talks_at_once"],
        ],
      },
      rows: (t) => `insert into public.tenants (id, name) values (${t.id}, '${t.side}')`,
    },
  },
  functions: {
    "private.create_tenant": "people",
    "public.create_tenant": {
      execute: "people",
      by: everyone,
      tried: [["'Eve Inc', 'Eve'", false]],
    },
  },
};
