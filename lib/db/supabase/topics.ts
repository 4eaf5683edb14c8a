/**
 * What pages can follow live, by subject: the ids that its broadcasts carry. A table becomes live
 * by a line here and a trigger of `private.broadcast_change` (CONTRIBUTING.md). Every tenant has
 * one private topic; a broadcast carries ids (of several that changed at once, a list) and a
 * version, never data. A new text is broadcast as its conversation alone.
 */
export const liveSubjects = {
  availability: ["id", "user_id"],
  bookings: ["id", "contact_id", "staff_id"],
  call_controls: ["id", "call_id"],
  call_supervisions: ["id", "call_id"],
  call_steps: ["id", "call_id"],
  calls: ["id", "contact_id", "user_id", "callee_id"],
  companies: ["id"],
  call_list_entries: ["id", "list_id"],
  call_lists: ["id"],
  contacts: ["id"],
  contact_imports: ["id"],
  logged_calls: ["id", "contact_id"],
  notes: ["id", "contact_id", "call_id"],
  tasks: ["id", "contact_id", "owner_id"],
  message_threads: ["id", "contact_id", "owner_id"],
  messages: ["id", "thread_id", "contact_id"],
  missed_callers: ["id"],
  queue_entries: ["id", "call_id"],
  notifications: ["id", "user_id"],
  room_people: ["id", "call_id", "user_id"],
  rooms: ["id", "call_id"],
  voice_agent_sessions: ["id", "call_id"],
  voice_agent_tool_calls: ["id", "session_id", "call_id"],
  voice_agent_turns: ["id", "session_id", "call_id"],
  voicemails: ["id", "call_id"],
} as const satisfies Record<string, readonly ["id", ...string[]]>;

export type LiveSubject = keyof typeof liveSubjects;

export const isLiveSubject = (event: string): event is LiveSubject =>
  Object.hasOwn(liveSubjects, event);

/** Sent on the old topic when someone was removed or demoted: there is a new topic. */
export const epochEvent = "epoch";
