import { randomUUID } from "node:crypto";
import type { Thing } from "@/tests/database/isolation/app-rules/rule";
import type { Role } from "@/tests/database/isolation/subject";
import { talk } from "@/tests/database/rls/talk";
import { given } from "@/tests/database/rls/visitor";
import { audioRow } from "@/tests/support/audio";
import { plantBookings } from "@/tests/support/booking";
import { sessionCookie } from "@/tests/support/cookie";
import { newcomer } from "@/tests/support/newcomer";
import { stack } from "@/tests/support/stack";
import { makeTenant } from "@/tests/support/tenant";
import { plantThread } from "@/tests/support/thread";
import { admin } from "@/tests/telephony/record/call-record";

const roles = ["rep", "manager", "admin"] as const;
/** A person as their browser: the cookie it sends, and what they are. */
export type Guest = {
  name: string;
  cookie: string | null;
  at: "acme" | "globex" | "nowhere";
  role: Role | null;
};

/**
 * Acme with a contact and a recorded call, everyone who may come to a page, and words that only
 * Acme may read.
 */
export async function makeAppWorld() {
  const [acme, globex, stranger] = await Promise.all([makeTenant(), makeTenant(), newcomer()]);
  const call = await talk(acme, acme.rep);
  const contact = { tenant_id: acme.id, name: "Zaphod Secret" };
  const firm = { tenant_id: acme.id, name: "Zaphod Secret Ltd" };
  const company = await given(acme.rep.db.from("companies").insert(firm).select("id").single());
  const added = await given(acme.rep.db.from("contacts").insert(contact).select("id").single());
  const planned = { tenant_id: acme.id, title: "Zaphod Secret", owner_id: acme.rep.userId };
  const task = await given(acme.rep.db.from("tasks").insert(planned).select("id").single());
  const recordings = await admin`select id from public.recordings where call_id = ${call}`;
  const none = { legs: 0, calls: 0, imported: 0, findings: 0, left: 0, not_ours: 0 };
  const counts = { ...none, reaches_back_to: null, more: false };
  const [report] = await admin`
    insert into public.call_audit_reports
      (id, tenant_id, asked_by, asked_at, from_day, to_day, counts, findings)
    values (gen_random_uuid(), ${acme.id}, ${acme.admin.userId}, now(), '2026-11-20', '2026-11-20', ${admin.json(counts)}, '[]')
    returning id`;
  const [job] = await admin`
    insert into public.contact_imports (id, tenant_id, created_by, file_name, stage)
    values (gen_random_uuid(), ${acme.id}, ${acme.rep.userId}, 'leads.csv', 'done') returning id`;
  const recording = recordings[0]?.id;
  const listId = randomUUID();
  await given(
    acme.rep.db.rpc("create_call_list", {
      list: { id: listId, name: "Zaphod's list" },
      wanted: { ids: [added.id] },
    }),
  );
  const route = await given(
    acme.admin.db
      .from("routes")
      .insert({ tenant_id: acme.id, name: "Zaphod's route", draft: {} })
      .select("id")
      .single(),
  );
  const audio = await given(
    acme.admin.db
      .from("audio_files")
      .insert(audioRow(acme.id, "Zaphod Secret"))
      .select("id")
      .single(),
  );
  const thread = await plantThread(acme);
  const agent = await given(
    acme.admin.db
      .from("voice_agents")
      .insert({ tenant_id: acme.id, name: "Zaphod's agent", draft: {} })
      .select("id")
      .single(),
  );
  const things: Record<Thing, string> = {
    "audio file": audio.id,
    booking: await plantBookings(acme.id, added.id),
    call,
    company: company.id,
    "call list": listId,
    contact: added.id,
    import: job?.id,
    number: acme.numberId,
    recording,
    report: report?.id,
    route: route.id,
    task: task.id,
    thread,
    "voice agent": agent.id,
  };
  const removed = await sessionCookie(acme.rep2);
  await given(acme.admin.db.rpc("remove_member", { member: acme.rep2.userId }));
  const member = async (at: "acme" | "globex", role: Role): Promise<Guest> => {
    const cookie = await sessionCookie((at === "acme" ? acme : globex)[role]);
    return { name: `${role} of ${at}`, cookie, at, role };
  };
  const outside = { at: "nowhere" as const, role: null };
  const guests: Guest[] = [
    { name: "nobody signed in", cookie: null, ...outside },
    { name: "someone without a tenant", cookie: await sessionCookie(stranger), ...outside },
    { name: "a removed member of acme", cookie: removed, ...outside },
    ...(await Promise.all(roles.map((role) => member("globex", role)))),
    ...(await Promise.all(roles.map((role) => member("acme", role)))),
  ];
  return { guests, things, secrets: [contact.name, acme.name, acme.accountSid] };
}

/** What the app answers to a browser, without following it anywhere. */
export function visit(guest: Guest, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("origin", stack.urls.app);
  if (guest.cookie) headers.set("cookie", guest.cookie);
  return fetch(`${stack.urls.app}${path}`, { ...init, headers, redirect: "manual" });
}
