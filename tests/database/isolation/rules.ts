import { access } from "@/tests/database/isolation/rules/access";
import { account } from "@/tests/database/isolation/rules/account";
import { agent } from "@/tests/database/isolation/rules/agent";
import { agentDesk } from "@/tests/database/isolation/rules/agent-desk";
import { audit } from "@/tests/database/isolation/rules/audit";
import { blocking } from "@/tests/database/isolation/rules/blocking";
import { booking } from "@/tests/database/isolation/rules/booking";
import { callControl } from "@/tests/database/isolation/rules/call-control";
import { callLists } from "@/tests/database/isolation/rules/call-lists";
import { callLog } from "@/tests/database/isolation/rules/call-log";
import { calling } from "@/tests/database/isolation/rules/calling";
import { colleagues } from "@/tests/database/isolation/rules/colleagues";
import { companies } from "@/tests/database/isolation/rules/companies";
import { contactList } from "@/tests/database/isolation/rules/contact-list";
import { contactViews } from "@/tests/database/isolation/rules/contact-views";
import { contacts } from "@/tests/database/isolation/rules/contacts";
import { costs } from "@/tests/database/isolation/rules/costs";
import { dispositions } from "@/tests/database/isolation/rules/dispositions";
import { doNotCall } from "@/tests/database/isolation/rules/do-not-call";
import { files } from "@/tests/database/isolation/rules/files";
import { groups } from "@/tests/database/isolation/rules/groups";
import { health } from "@/tests/database/isolation/rules/health";
import { imports } from "@/tests/database/isolation/rules/imports";
import { jobs } from "@/tests/database/isolation/rules/jobs";
import { livekit } from "@/tests/database/isolation/rules/livekit";
import { loggedCalls } from "@/tests/database/isolation/rules/logged-calls";
import { merges } from "@/tests/database/isolation/rules/merges";
import { messages } from "@/tests/database/isolation/rules/messages";
import { missed } from "@/tests/database/isolation/rules/missed";
import { notes } from "@/tests/database/isolation/rules/notes";
import { notifications } from "@/tests/database/isolation/rules/notifications";
import { numbers } from "@/tests/database/isolation/rules/numbers";
import { phones } from "@/tests/database/isolation/rules/phones";
import { queue } from "@/tests/database/isolation/rules/queue";
import { realtime } from "@/tests/database/isolation/rules/realtime";
import { reconcile } from "@/tests/database/isolation/rules/reconcile";
import { record } from "@/tests/database/isolation/rules/record";
import { recordings } from "@/tests/database/isolation/rules/recordings";
import { rooms } from "@/tests/database/isolation/rules/rooms";
import { routing } from "@/tests/database/isolation/rules/routing";
import { secrets } from "@/tests/database/isolation/rules/secrets";
import { softphone } from "@/tests/database/isolation/rules/softphone";
import { tasks } from "@/tests/database/isolation/rules/tasks";
import { team } from "@/tests/database/isolation/rules/team";
import { tenants } from "@/tests/database/isolation/rules/tenants";
import { text } from "@/tests/database/isolation/rules/text";
import { transcription } from "@/tests/database/isolation/rules/transcription";
import { twilioAccount } from "@/tests/database/isolation/rules/twilio-account";
import { voicemail } from "@/tests/database/isolation/rules/voicemail";
import type { Execute, Subject } from "@/tests/database/isolation/subject";

/**
 * Who may do what to each object of the database, one file a subject in `rules/`. An object without
 * a rule fails the tests by its name, and what no rule allows must be refused: to other tenants, to
 * sessions without a tenant and to removed members always. Rows are added in this order, so a
 * subject stands below those its tables refer to.
 */
const subjects: Subject[] = [
  tenants,
  team,
  phones,
  companies,
  contacts,
  twilioAccount,
  numbers,
  costs,
  record,
  callControl,
  recordings,
  files,
  groups,
  routing,
  softphone,
  queue,
  voicemail,
  transcription,
  livekit,
  rooms,
  agent,
  agentDesk,
  calling,
  colleagues,
  callLog,
  missed,
  reconcile,
  doNotCall,
  blocking,
  dispositions,
  callLists,
  contactList,
  contactViews,
  imports,
  loggedCalls,
  notes,
  tasks,
  messages,
  booking,
  notifications,
  merges,
  account,
  audit,
  access,
  health,
  jobs,
  realtime,
  secrets,
  text,
];

/** One list of all subjects' entries. Throws when two subjects name the same thing. */
function all<Entry>(listed: (subject: Subject) => Record<string, Entry> | undefined) {
  const entries = subjects.flatMap((subject) => Object.entries(listed(subject) ?? {}));
  const names = entries.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice) throw new Error(`Two files of tests/database/isolation/rules name ${twice}`);
  return Object.fromEntries(entries);
}

export const tables = all(({ tables }) => tables);
export const functions = all(({ functions }) => functions);
export const things = all(({ things }) => things);
export const withoutEffect = all(({ withoutEffect }) => withoutEffect);

export const dataRoles = ["anon", "authenticated", "service_role", "ringbook_machine"] as const;
export type DataRole = (typeof dataRoles)[number];

export const executors: Record<Execute, readonly DataRole[]> = {
  nobody: [],
  people: ["authenticated"],
  anyone: ["anon", "authenticated"],
  machine: ["ringbook_machine"],
};

export function executeOf(name: string): Execute {
  const rule = functions[name] ?? "nobody";
  return typeof rule === "string" ? rule : rule.execute;
}

/**
 * Who may enter a schema of ours; nobody makes anything in one. `public` is the only one that the
 * API exposes.
 */
export const schemas: Record<string, readonly DataRole[]> = {
  machine: ["ringbook_machine"],
  private: ["anon", "authenticated"],
  // Postgres opens public to everyone; its tables and functions do not.
  public: dataRoles,
};

/**
 * Supabase's own schemas, and the queue's (pg-boss): nothing of ours lies there, and nobody of
 * these reads what is in them, but for broadcasts.
 */
export const supabaseSchemas = [
  "auth",
  "extensions",
  "jobs",
  "realtime",
  "storage",
  "supabase_migrations",
] as const;
