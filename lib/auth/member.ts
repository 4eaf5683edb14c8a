import "server-only";
import { redirect } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { isAuthAway } from "@/lib/db/supabase/away";
import { type Db, sessionDb } from "@/lib/db/supabase/server";

const roles = ["rep", "manager", "admin"] as const;
export type Role = (typeof roles)[number];

/** Of a weekday; as lib/routing/hours-schema.ts. */
const Spans = z.array(z.object({ from: z.string(), until: z.string() })).default([]);

const Me = z.object({
  user_id: z.uuid(),
  role: z.enum(roles),
  name: z.string(),
  email: z.string(),
  /** The sign-in that this is; null for a token of another issuer. */
  session_id: z.uuid().nullable().default(null),
  personal_phone: z.string().nullable(),
  phone_verified: z.boolean(),
  show_checklist: z.boolean(),
  topic: z.string(),
  /** As they say of themselves; null: they take calls. */
  availability: z
    .object({
      state: z.enum(["available", "busy", "away", "offline"]),
      away_until: z.string().nullable(),
    })
    .nullable(),
  /** On a call that has not ended. */
  on_call: z.boolean(),
  /** Live calls of colleagues that they are on. */
  joined_calls: z.array(z.uuid()),
  /** Until when they finish their last call; null: they have. */
  after_call_until: z.string().nullable(),
  /** As lib/softphone/schema.ts; null: they have chosen nothing. */
  call_devices: z
    .object({
      rings_on: z.enum(["phone", "browser", "both"]),
      places_on: z.enum(["phone", "browser"]),
    })
    .nullable(),
  /** When routes may ring them; null: always. */
  own_hours: z
    .object({
      time_zone: z.string(),
      week: z.object({
        ...{ mon: Spans, tue: Spans, wed: Spans, thu: Spans },
        ...{ fri: Spans, sat: Spans, sun: Spans },
      }),
    })
    .nullable(),
  tenant: z.object({
    id: z.uuid(),
    name: z.string(),
    country_code: z.string(),
    time_zone: z.string(),
    recording_enabled: z.boolean(),
    recording_notice: z.string(),
    keep_recordings_days: z.number().nullable(),
    call_time_limit_seconds: z.number(),
    after_call_seconds: z.number(),
    /** Where the LiveKit rooms are in which calls reach browsers; null: by Twilio's phone. */
    rooms_url: z.string().nullable(),
  }),
});

/**
 * A person of a tenant, as the database answers their own session; `db` is Supabase as that person.
 */
export type Member = z.infer<typeof Me> & { db: Db };

export type Session =
  | { kind: "member"; member: Member }
  | { kind: "newcomer"; db: Db }
  | { kind: "anonymous" };

/**
 * Who a Supabase client speaks for: a member, someone signed in without a tenant yet, or nobody.
 */
export async function identify(db: Db): Promise<Session> {
  const { data, error } = await db.rpc("me");
  if (error) {
    if (error.code === "42501" || error.code?.startsWith("PGRST3")) return { kind: "anonymous" };
    throw unavailable(error);
  }
  if (data === null) return { kind: "newcomer", db };
  return { kind: "member", member: { ...Me.parse(data), db } };
}

function unavailable(cause: unknown): AppError {
  const message = "Your session couldn't be checked. Please try again.";
  return new AppError("unavailable", "database_unavailable", message, { cause });
}

/**
 * Who the session cookie belongs to, read once per request. Throws `unavailable` when Auth is down.
 */
export const identifySession = cache(async (): Promise<Session> => {
  const db = await sessionDb();
  const { data, error } = await db.auth.getSession();
  if (isAuthAway(error)) throw unavailable(error);
  return data.session ? identify(db) : { kind: "anonymous" };
});

const rank: Record<Role, number> = { rep: 0, manager: 1, admin: 2 };

export function atLeast(member: { role: Role }, role: Role): boolean {
  return rank[member.role] >= rank[role];
}

/** For pages: the member, or away to sign-in, onboarding or the contacts. */
export async function requireMember(role: Role = "rep"): Promise<Member> {
  const session = await identifySession();
  if (session.kind === "anonymous") redirect("/login");
  if (session.kind === "newcomer") redirect("/onboarding");
  if (!atLeast(session.member, role)) redirect("/contacts");
  return session.member;
}

/** For routes and actions: throws 401 or 403 as an AppError. */
export function memberOf(session: Session, role: Role = "rep"): Member {
  if (session.kind === "anonymous")
    throw new AppError("unauthenticated", "unauthenticated", "Please sign in.");
  if (session.kind === "newcomer") {
    throw new AppError("forbidden", "no_workspace", "You don't belong to a company yet.");
  }
  if (!atLeast(session.member, role)) {
    throw new AppError(
      "forbidden",
      "forbidden",
      `Only ${role === "admin" ? "admins" : "managers and admins"} can do this.`,
    );
  }
  return session.member;
}
