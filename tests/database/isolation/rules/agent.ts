import {
  admins,
  callsHaveOneTenant,
  everyone,
  repsOnly,
  type Subject,
} from "@/tests/database/isolation/subject";
import { call, callers } from "@/tests/database/isolation/tenants";

const talkers = [...callers, "nobody"];
const ofCallsTheyAreOn = `(call_id in (select id from public.calls
    where :me = any (array[user_id, callee_id] || also_on))
  or call_id in (select k.call_id from private.ring_claims k where k.user_id = :me))`;
const talksHaveAPolicy =
  "talks are read through their own policy; the condition is there for the index";

const prices = [
  ...["audio_in", "cached_audio_in", "audio_out", "text_in", "cached_text_in", "text_out"],
  ...["transcript_in", "transcript_out", "transcript_minute"],
];

const settings = '{"limits": {"minutes_per_day": 100}}';

export const agent: Subject = {
  tables: {
    voice_agents: {
      read: { by: everyone },
      add: { by: admins, columns: ["tenant_id", "name", "draft"] },
      change: {
        by: { rep: "none", manager: "none", admin: { where: "removed_at is null" } },
        columns: ["name", "draft", "updated_at"],
      },
      rows: (t) =>
        `insert into public.voice_agents (id, tenant_id, name, draft, removed_at)
     values (${t.thing("agent")}, ${t.id}, 'Ana', '{}', null),
       (${t.thing("deleted agent")}, ${t.id}, 'Old', '{}', now())`,
    },
    voice_agent_versions: {
      read: { by: everyone },
      add: { by: admins, columns: ["tenant_id", "agent_id", "body"] },
      rows: (t) =>
        `insert into public.voice_agent_versions (id, tenant_id, agent_id, body, published_by)
     values (${t.thing("agent version")}, ${t.id}, ${t.thing("agent")}, '${settings}',
       ${t.person("admin")})`,
    },
    voice_agent_sessions: {
      read: { by: repsOnly(ofCallsTheyAreOn) },
      rows: (t) =>
        `insert into public.voice_agent_sessions (id, tenant_id, call_id, call_sid, place, agent_id,
         version_id, worker_id, started_at)
     values ${talkers
       .map(
         (who) => `(${t.thing(`talk of ${who}`)}, ${t.id}, ${call(t, who)},
         ${t.sid("CA", `talk of ${who}`)}, 'agent.1.0.0.', ${t.thing("agent")},
         ${t.thing("agent version")}, ${t.thing("worker")}, now())`,
       )
       .join(", ")}`,
    },
    voice_agent_turns: {
      read: { by: repsOnly(ofCallsTheyAreOn) },
      rows: (t) =>
        `insert into public.voice_agent_turns (tenant_id, session_id, call_id, number, who, said,
         started_at)
     values ${talkers
       .map(
         (who) => `(${t.id}, ${t.thing(`talk of ${who}`)}, ${call(t, who)}, 1, 'caller', 'Hello',
         now())`,
       )
       .join(", ")}`,
    },
    voice_agent_tool_calls: {
      read: { by: repsOnly(ofCallsTheyAreOn) },
      rows: (t) =>
        `insert into public.voice_agent_tool_calls (tenant_id, session_id, call_id, number, turn,
         tool_call_id, tool, arguments, state, started_at)
     values ${talkers
       .map(
         (who) => `(${t.id}, ${t.thing(`talk of ${who}`)}, ${call(t, who)}, 1, 1, 'call_1',
         'look_up', '{}', 'done', now())`,
       )
       .join(", ")}`,
    },
    realtime_settings: {
      // Not the ciphertext of the key. Written by machine.save_realtime alone.
      read: {
        by: admins,
        columns: [
          ...["tenant_id", "base_url", "model", "transcription_model", "audio_format"],
          ...["api_key_last_four", "updated_at"],
        ],
      },
      rows: (t) =>
        `insert into public.realtime_settings (tenant_id, base_url, model, transcription_model,
         api_key_ciphertext, api_key_last_four)
     values (${t.id}, 'https://speech.test', 'gpt-realtime-2', 'gpt-transcribe', 'v1.sealed',
       '0000')`,
    },
    realtime_prices: {
      read: { by: admins },
      add: { by: admins, columns: ["tenant_id", "model", ...prices, "source", "updated_at"] },
      change: { by: admins, columns: [...prices, "source", "updated_at"] },
      rows: (t) =>
        `insert into public.realtime_prices (tenant_id, model, audio_in, cached_audio_in, audio_out,
         text_in, cached_text_in, text_out)
     values (${t.id}, 'gpt-realtime-2', 32, 0.4, 64, 4, 0.4, 16)`,
    },
    "private.agent_trials": {
      rows: (t) =>
        `insert into private.agent_trials (tenant_id, id, started_at)
     values (${t.id}, ${t.thing("worker")}, now())`,
    },
    "private.agent_workers": {
      rows: (t) =>
        `insert into private.agent_workers (id, url, capacity, active, is_draining, seen_at)
     values (${t.thing("worker")}, 'wss://agent.test', 1, 0, false, now())`,
    },
  },
  functions: {
    "machine.agent_knowledge": "machine",
    "machine.agent_trial": "machine",
    "machine.ask_agent": "machine",
    "machine.beat_agent_worker": "machine",
    "machine.begin_agent_session": "machine",
    "machine.begin_agent_trial": "machine",
    "machine.end_agent_trial": "machine",
    "machine.end_listening": "machine",
    "machine.listen_to_agent": "machine",
    "machine.realtime_key": "machine",
    "machine.save_realtime": "machine",
    "machine.take_agent_message": "machine",
    "machine.talk_provider": "machine",
    "machine.write_agent_session": "machine",
    "private.agent_dollars_left": "nobody",
    "private.agent_end": "nobody",
    "private.agent_facts": "nobody",
    "private.agent_seats_left": "nobody",
    "private.agent_seconds_left": "nobody",
    "private.agent_summary": "nobody",
    "private.claim_agent_worker": "nobody",
    "private.end_agent_recording": "nobody",
    "private.trial_seconds_left": "nobody",
  },
  withoutEffect: {
    "using without (c.tenant_id = voice_agent_sessions.tenant_id)": callsHaveOneTenant,
    "using without (s.tenant_id = voice_agent_turns.tenant_id)": talksHaveAPolicy,
    "using without (s.tenant_id = voice_agent_tool_calls.tenant_id)": talksHaveAPolicy,
    '"people read the turns of the agents\' talks that they may read": using without (tenant_id = ( SELECT private.tenant_id() AS tenant_id))':
      talksHaveAPolicy,
    '"people read the tool calls of the agents\' talks that they may r": using without (tenant_id = ( SELECT private.tenant_id() AS tenant_id))':
      talksHaveAPolicy,
  },
};
