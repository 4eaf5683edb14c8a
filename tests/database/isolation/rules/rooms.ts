import { type By, everyone, type Subject } from "@/tests/database/isolation/subject";
import { call } from "@/tests/database/isolation/tenants";

/** As the rule of `calls` says which they are; a room that was refused is of none. */
const ofReadableCalls: By = {
  rep: {
    where: `call_id in (select c.id from public.calls c where c.tenant_id = t.tenant_id
      and (c.direction <> 'internal' or :me in (c.user_id, c.callee_id)
        or c.id in (select p.call_id from public.room_people p
          where p.user_id = :me and p.call_sid = '')))`,
  },
  manager: { where: "call_id is not null" },
  admin: { where: "call_id is not null" },
};

const callsHaveAPolicy =
  "rooms are read through the policy of calls; the condition is there for the index";

export const rooms: Subject = {
  tables: {
    "private.early_room_events": {
      rows: (t) =>
        `insert into private.early_room_events (tenant_id, room, dedupe_key, report)
         values (${t.id}, 'early', 'livekit:EV_1', '{}')`,
    },
    room_people: {
      read: { by: ofReadableCalls },
      rows: (t) =>
        `insert into public.room_people (tenant_id, call_id, call_sid, user_id, rung_at) values
         (${t.id}, ${call(t, "nobody")}, ${t.sid("CA", "sip")}, ${t.person("rep")}, now()),
         (${t.id}, ${call(t, "internal")}, ${t.sid("CA", "sip")}, ${t.person("rep2")}, now()),
         (${t.id}, ${call(t, "placed")}, '', ${t.person("manager")}, now()),
         (${t.id}, ${call(t, "closed")}, '', ${t.person("rep")}, now())`,
    },
    rooms: {
      // Not LiveKit's name: it is in the token of whoever may enter.
      read: {
        by: ofReadableCalls,
        columns: [
          ...["tenant_id", "id", "call_id", "kind", "silence_seconds", "claimed_by", "claimed_at"],
          ...["answered_at", "heard_at", "started_at", "ended_at", "end_reason"],
        ],
      },
      rows: (t) =>
        `insert into public.rooms (tenant_id, call_id, name, kind, started_at)
         select tenant_id, id, 'room ' || id, 'call', now() from public.calls
         where tenant_id = ${t.id}
           and id in (${["nobody", "internal", "placed", "closed"].map((who) => call(t, who))});
         insert into public.rooms (tenant_id, call_id, name, kind, started_at)
         values (${t.id}, null, 'refused', 'call', now())`,
    },
  },
  functions: {
    "machine.ask_silence": "machine",
    "machine.begin_meeting": "machine",
    "machine.claim_room": "machine",
    "machine.close_room": "machine",
    "machine.decline_room": "machine",
    "machine.end_room": "machine",
    "machine.enter_room": "machine",
    "machine.forget_room_events": "machine",
    "machine.give_back_room": "machine",
    "machine.invite_to_room": "machine",
    "machine.live_room_of": "machine",
    "machine.live_rooms": "machine",
    "machine.note_heard": "machine",
    "machine.note_listener_out": "machine",
    "machine.stop_inviting": "machine",
    "machine.take_room_event": "machine",
    "private.bind_room": "nobody",
    "private.has_caller": "nobody",
    "private.is_in_room": "nobody",
    "private.keep_room_event": "nobody",
    "private.leg_of_room": "nobody",
    "private.live_room": "nobody",
    "private.note_room": "nobody",
    "private.notify_invited": "nobody",
    "private.people_in_rooms": "people",
    "private.ring_in_room": "nobody",
    "private.room_of": "nobody",
    "private.room_silence": "nobody",
    "private.room_state": "nobody",
    "private.settle_invitations": "nobody",
    "private.stop_ringing": "nobody",
    "private.take_early_events": "nobody",
    "private.talkers_in": "nobody",
    "private.why_room_ended": "nobody",
    "public.people_in_rooms": {
      execute: "people",
      by: everyone,
      tried: [["cast(array[:call] as uuid[])", false]],
    },
  },
  withoutEffect: {
    "private.people_in_rooms: without l.user_id = (select auth.uid()) (1)":
      "nobody listens among these rows: tests/telephony/rooms/meeting.test.ts",
    "using without (c.tenant_id = room_people.tenant_id)": callsHaveAPolicy,
    "using without (c.tenant_id = rooms.tenant_id)": callsHaveAPolicy,
    '"members see the rooms of the calls that they may read": using without (tenant_id = ( SELECT private.tenant_id() AS tenant_id))':
      callsHaveAPolicy,
    '"people see who is rung for the calls that they may read": using without (tenant_id = ( SELECT private.tenant_id() AS tenant_id))':
      callsHaveAPolicy,
  },
};
