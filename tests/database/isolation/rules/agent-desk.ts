import { admins, everyone, managers, type Subject } from "@/tests/database/isolation/subject";
import { call } from "@/tests/database/isolation/tenants";

const agentsHaveOneTenant = "the agent was found in the tenant, and ids have one maker";

export const agentDesk: Subject = {
  tables: {
    voice_agent_figures: {
      read: { by: managers },
      rows: (t) =>
        `insert into public.voice_agent_figures (tenant_id, session_id, call_id, agent_id,
           started_at, outcome, talk_seconds, turns, asked_again, booked, false_booked, latencies)
         values (${t.id}, ${t.thing("talk of rep")}, ${call(t, "rep")},
           ${t.thing("agent")}, now(), 'contained', 60, 4, 1, 1, false, '{400,600}')`,
    },
  },
  things: { agent: "agent" },
  functions: {
    "machine.take_from_agent": "machine",
    "private.agents_in": "people",
    "private.asks_again": "nobody",
    "private.count_agent_talk": "nobody",
    "private.remove_voice_agent": "people",
    "private.says_booked": "nobody",
    "private.talk_cost": "nobody",
    "public.agent_figures": {
      execute: "people",
      by: everyone,
      tried: [["'-infinity', 'infinity'", false]],
    },
    "public.remove_voice_agent": { execute: "people", by: admins, tried: [[":agent", true]] },
    "public.voice_agent_use": { execute: "people", by: everyone, tried: [["", false]] },
  },
  withoutEffect: {
    "private.remove_voice_agent: without r.tenant_id = tenant and (2)": agentsHaveOneTenant,
    "private.remove_voice_agent: without v.tenant_id = tenant and (3)": agentsHaveOneTenant,
    "private.remove_voice_agent: without and r.removed_at is null (1)":
      "no deleted route has the agent that is tried",
  },
};
