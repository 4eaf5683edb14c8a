import { type Detail, fromOf, toOf } from "@/lib/audit/detail";

/** The tables whose rows have a name that the log says, with the column that is their name. */
export const nameColumns = {
  invitations: "email",
  routes: "name",
  groups: "name",
  voice_agents: "name",
  phone_numbers: "number",
  caller_ids: "number",
  contact_fields: "name",
  contact_stages: "name",
  dispositions: "label",
  services: "name",
  staff: "name",
  templates: "name",
} as const;
export type Named = keyof typeof nameColumns;

/** Where a row is that an action is done to, by the action's subject. */
const subjects: Record<string, Named> = {
  invitation: "invitations",
  route: "routes",
  route_version: "routes",
  group: "groups",
  voice_agent: "voice_agents",
  voice_agent_version: "voice_agents",
  phone_number: "phone_numbers",
  caller_id: "caller_ids",
  contact_field: "contact_fields",
  stage: "contact_stages",
  disposition: "dispositions",
  service: "services",
  staff: "staff",
  template: "templates",
};

/** Columns of an entry that hold another row's id. */
const columns: Record<string, Named> = {
  route_id: "routes",
  stage_id: "contact_stages",
  default_number_id: "phone_numbers",
  phone_number_id: "phone_numbers",
  default_caller_id: "caller_ids",
  staff_id: "staff",
};

/** The id of what an action was done to: of a version, of what it is a version of. */
export function thingOf(action: string, subject: string | null, detail: Detail) {
  if (action === "route_version.added") return toOf(detail, "route_id");
  if (action === "voice_agent_version.added") return toOf(detail, "agent_id");
  return subject ?? undefined;
}

/** The rows whose names an entry needs. */
export function thingsIn(action: string, subject: string | null, detail: Detail) {
  const things: { table: Named; id: string }[] = [];
  const table = subjects[action.split(".")[0] ?? ""];
  const id = thingOf(action, subject, detail);
  if (table && id) things.push({ table, id });
  for (const [column, of] of Object.entries(columns)) {
    for (const one of [toOf(detail, column), fromOf(detail, column)]) {
      if (one) things.push({ table: of, id: one });
    }
  }
  return things;
}
