import "server-only";
import type { Member } from "@/lib/auth/member";
import { readTenant } from "@/lib/company/store";
import { isAllowed } from "@/lib/core/destination";
import { type AudioFile, listAudio } from "@/lib/files/store";
import { type Group, listGroups } from "@/lib/groups/store";
import type { Known } from "@/lib/routing/check";
import { type AgentChoice, listAgentChoices } from "@/lib/routing/edit/agents";
import { offeredKinds } from "@/lib/routing/edit/new-step";
import type { Route } from "@/lib/routing/route";
import { listColleagues } from "@/lib/team/store";

/** What a company's routes may refer to, as a call would find it now. */
export async function readKnown({
  db,
  tenant,
}: Pick<Member, "db" | "tenant">): Promise<
  Known & { files: AudioFile[]; choices: AgentChoice[]; grouped: Group[] }
> {
  const [colleagues, settings, files, choices, grouped] = await Promise.all([
    listColleagues(db, tenant.id),
    readTenant(db, tenant.id),
    listAudio(db, tenant.id),
    listAgentChoices(db, tenant.id),
    listGroups(db, tenant.id),
  ]);
  const countries = settings.allowed_countries ?? [tenant.country_code];
  const rules = { countries, prefixes: settings.allowed_prefixes };
  return {
    people: new Set(colleagues.map(({ user_id }) => user_id)),
    groups: new Map(grouped.map((one) => [one.id, one])),
    grouped,
    mayCall: (number) => isAllowed(number, rules),
    audio: new Map(files.map((file) => [file.id, file])),
    files,
    agents: new Map(choices.map((one) => [one.id, one])),
    choices,
    kinds: new Set(offeredKinds),
  };
}

/** The numbers in a route where calls may not go: the browser does not know the numbering plans. */
export function refusedNumbers({ steps }: Route, { mayCall }: Known): string[] {
  return Object.values(steps).flatMap((step) =>
    step.kind === "forward" && step.to && !mayCall(step.to) ? [step.to] : [],
  );
}
