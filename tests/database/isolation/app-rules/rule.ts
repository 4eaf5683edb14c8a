import type { Role } from "@/tests/database/isolation/subject";

/** What of a tenant's a `[part]` of an address names. */
export type Thing =
  | "audio file"
  | "booking"
  | "call"
  | "call list"
  | "company"
  | "contact"
  | "import"
  | "number"
  | "recording"
  | "report"
  | "route"
  | "task"
  | "thread"
  | "voice agent";

/**
 * Who may see a page: members from this role up (the others read who may), of whose `[part]` names
 * a thing of their own tenant; or everyone, and why.
 */
export type PageRule = { members: Role; part?: Thing } | { everyone: string };
/**
 * Likewise a route, by method; or whoever knows a secret, or signs as Twilio or LiveKit. A method
 * that is left out is 405.
 */
export type RouteRule = {
  methods: ("GET" | "POST" | "DELETE")[];
  for: { members: Role; part?: Thing } | { everyone: string } | "schedule" | "Twilio" | "LiveKit";
};
/** Likewise a server action. */
export type ActionRule = { members: Role } | { everyone: string };

export const signingIn = "for people who are not signed in yet";
