import { createClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Company, plantCompany } from "@/tests/performance/company";
import { type Requested, tapHttp } from "@/tests/performance/http-tap";
import { tapPostgres } from "@/tests/performance/postgres-wire";
import { appTree } from "@/tests/support/app-tree";
import { sessionCookie } from "@/tests/support/cookie";
import { startOtherApp } from "@/tests/support/other-app";
import { stack } from "@/tests/support/stack";
import { admin, machine } from "@/tests/telephony/record/call-record";

/** What every page asks for: the call bar, who is here, the navigation's figures. */
const everywhere = "calls me message_threads missed_callers notifications tasks voicemails";
/** What each page of the desk asks for besides, with rows to show. */
const asks: Record<string, string> = {
  "/agent": "profiles tenants voice_agent_figures voice_agent_sessions",
  "/agent/figures": "agent_figures voice_agents",
  "/calendar": "booking_facts bookings",
  "/calendar/[id]": "booking_facts bookings do_not_call",
  "/calendar/new": "contacts",
  "/calls":
    "call_figures calls dispositions do_not_call first_day outcome_figures phone_numbers profiles",
  "/calls/log": "contacts",
  "/calls/[id]":
    "blocked_callers call_events call_legs call_wrapups calls contact_phones dispositions do_not_call notes people_in_rooms phone_numbers profiles rooms voice_agent_sessions",
  "/call-lists": "call_list_figures call_lists dispositions profiles",
  "/call-lists/[id]":
    "call_list_entries call_list_entries call_list_entries call_list_figures call_list_reach call_lists dispositions profiles",
  "/call-lists/[id]/edit": "call_lists dispositions",
  "/call-lists/new": "dispositions",
  "/companies": "companies",
  "/companies/[id]":
    "bookings calls companies company_timeline contact_changes contacts contacts do_not_call logged_calls messages notes phone_numbers profiles profiles tasks",
  "/companies/[id]/edit": "companies",
  "/companies/new": "",
  "/contacts":
    "contact_fields contact_stages contact_views count_contacts do_not_call first_day list_contacts profiles tags",
  "/contacts/[id]":
    "blocked_callers bookings bookings caller_numbers calls contact_changes contact_fields contact_phones contact_stages contacts do_not_call logged_calls messages notes notes opt_outs profiles profiles tags tasks tasks",
  "/contacts/[id]/edit": "contact_fields contact_stages contacts profiles tags",
  "/contacts/[id]/log-call": "contacts dispositions",
  "/contacts/[id]/merge": "contacts find_duplicates",
  "/contacts/import": "contact_imports profiles",
  "/contacts/import/[id]": "contact_imports",
  "/contacts/new": "contact_fields contact_stages profiles tags",
  "/messages": "message_threads profiles",
  "/messages/[id]":
    "do_not_call message_threads message_threads messages opt_outs profiles templates tenants",
  "/messages/new": "message_threads profiles",
  "/missed": "list_missed profiles",
  "/notifications": "notifications",
  "/settings": "",
  "/settings/blocked-callers": "blocked_callers tenants",
  "/settings/booking": "booking_facts closures profiles services staff",
  "/settings/audit-log": "audit_log invitations profiles",
  "/settings/call-audit": "call_audit_reports +machine.audit_state",
  "/settings/call-audit/[id]": "call_audit_reports",
  "/settings/calling": "calls do_not_call tenants",
  "/settings/company": "tenants",
  "/settings/browser-calls": "livekit_accounts phone_numbers",
  "/settings/costs":
    "call_costs calls message_costs phone_numbers profiles twilio_accounts +machine.credentials",
  "/settings/failed-jobs": "failed_jobs",
  "/settings/outcomes": "contact_stages dispositions",
  "/settings/stages": "contact_stages",
  "/settings/tags": "tags",
  "/settings/contact-fields": "contact_fields",
  "/settings/messages": "message_rules phone_numbers templates tenants",
  "/settings/notifications": "notification_settings",
  "/settings/problems": "call_events message_events",
  "/settings/numbers":
    "caller_ids number_activity number_orders personal_phones phone_numbers profiles routes tenants twilio_accounts +machine.credentials +machine.credentials +machine.credentials",
  "/settings/numbers/buy": "phone_numbers +machine.credentials",
  "/settings/numbers/[id]":
    "kept_webhooks message_threads messages number_activity personal_phones phone_numbers profiles profiles routes +machine.credentials +machine.credentials",
  "/settings/groups": "groups profiles routes routes",
  "/settings/routing": "audio_files phone_numbers routes routes",
  "/settings/routing/[id]":
    "audio_files groups people_to_ring phone_numbers profiles profiles route_versions routes routes tenants voice_agents",
  "/settings/routing/[id]/history":
    "audio_files groups profiles route_versions route_versions route_versions routes voice_agents",
  "/settings/profile":
    "browser_calls call_devices caller_ids further_phones phone_numbers profiles profiles",
  "/settings/team": "availability calls colleagues invitations own_hours personal_phones profiles",
  "/settings/transcription": "transcription_settings",
  "/settings/voice-agent":
    "realtime_prices realtime_settings tenants voice_agent_use voice_agents voice_agents",
  "/settings/voice-agent/[id]":
    "profiles realtime_settings voice_agent_use voice_agent_versions voice_agents",
  "/settings/voice-agent/[id]/history":
    "profiles voice_agent_versions voice_agent_versions voice_agent_versions voice_agents",
  "/settings/twilio": "browser_calls phone_numbers twilio_accounts",
  "/tasks": "do_not_call profiles profiles tasks tasks tasks tasks",
  "/tasks/[id]": "profiles profiles tasks",
  "/queue": "people_to_ring queue_entries",
  "/voicemail": "do_not_call profiles voicemails",
};
/** The same pages as people narrow them down. */
const narrowed: Record<string, string> = {
  "/calendar?view=week": "booking_facts bookings",
  "/calendar/new?fresh=1": "booking_facts",
  "/calls?direction=outbound&outcome=connected&from=2026-01-01":
    "call_figures calls dispositions do_not_call first_day outcome_figures phone_numbers profiles",
  "/calls?q=meridian": "dispositions do_not_call first_day phone_numbers profiles search_calls",
  "/contacts?q=meridian":
    "contact_fields contact_stages contact_views count_contacts do_not_call first_day list_contacts profiles tags",
  "/contacts?sort=-last_call":
    "contact_fields contact_stages contact_views count_contacts do_not_call first_day list_contacts profiles tags",
};

let supabase: Awaited<ReturnType<typeof tapHttp>>;
let database: Awaited<ReturnType<typeof tapPostgres>>;
let app: string;
let many: Company;
beforeAll(async () => {
  [supabase, database, many] = await Promise.all([
    tapHttp(stack.urls.supabase),
    tapPostgres(stack.machineUrl),
    plantCompany(60),
  ]);
  app = await startOtherApp({
    NEXT_PUBLIC_SUPABASE_URL: supabase.url,
    DATABASE_URL: database.url,
  });
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

const listed: Requested[] = [];

/** All that one look at a page asks of Supabase, then of the database, by name. */
async function askedBy(path: string): Promise<string> {
  const { agent, booking, tenant, thread } = many;
  const { call, contact, firm, imported, list, report, route, task } = many;
  const [, id = report] =
    [
      ["/calendar/", booking],
      ["/call-lists/", list],
      ["/contacts/import/", imported],
      ["/calls/", call],
      ["/companies/", firm],
      ["/contacts/", contact],
      ["/settings/routing/", route],
      ["/settings/voice-agent/", agent],
      ["/tasks/", task],
      ["/messages/", thread],
      ["/settings/numbers/", tenant.numberId],
    ].find(([prefix]) => prefix && path.startsWith(prefix)) ?? [];
  const headers = { cookie: await sessionCookie(tenant.admin) };
  supabase.take();
  database.take();
  const page = await fetch(app + path.replace("[id]", id), { headers, redirect: "manual" });
  // A page streams: it has asked for everything only when its last byte is here.
  await page.text();
  expect(page.status, path).toBeLessThan(400);
  // Asked by the middleware now and then, for the policy of a person's pages.
  const requests = supabase.take().filter(({ url }) => !url.includes("is_on=eq.true"));
  listed.push(...requests.filter(({ what }) => what.startsWith("GET /rest/")));
  const names = requests.map(({ what }) => what.split("/").at(-1) ?? "").toSorted();
  const direct = database.take().statements.map((text) => `+${/machine\.\w+/.exec(text)?.[0]}`);
  return [...names, ...direct].join(" ");
}

const sorted = (names: string) => names.split(" ").filter(Boolean).toSorted().join(" ");

test("every page of the desk has its number of queries written down", () => {
  const pages = appTree().filter(
    ({ kind, file }) => kind === "page" && file.startsWith("app/(desk)/"),
  );
  expect(Object.keys(asks).toSorted()).toEqual(pages.map(({ path }) => path).toSorted());
});

test.each(Object.entries({ ...asks, ...narrowed }))(
  "%s asks for just this, with sixty rows of everything: nothing once for each row",
  async (path, written) => {
    expect(sorted(await askedBy(path))).toBe(sorted(`${everywhere} ${written}`));
  },
);

/** What makes a list slower the longer it is, in a request for it. */
const offends = ({ url, range, prefer }: Requested) =>
  /[?&]offset=/.test(url) || range !== undefined || prefer.includes("count=");

test("no list is asked for by offset or with its length", async () => {
  listed.length = 0;
  const pages = ["/calls", "/contacts", "/contacts/[id]", "/settings/audit-log"];
  for (const path of pages) await askedBy(path);
  expect(listed.length).toBeGreaterThan(pages.length);
  expect(listed.filter(offends)).toEqual([]);

  // Were it otherwise it would be seen.
  const { accessToken } = many.tenant.rep;
  const db = createClient(supabase.url, stack.supabaseKey, {
    accessToken: async () => accessToken,
  });
  supabase.take();
  await db.from("contacts").select("id").range(10, 19);
  await db.from("contacts").select("id", { count: "exact" }).limit(10);
  expect(supabase.take().map(offends)).toEqual([true, true]);
});
