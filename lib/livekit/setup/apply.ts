import "server-only";
import {
  RoomConfiguration,
  SIPDispatchRule,
  SIPDispatchRuleIndividual,
  SIPDispatchRuleInfo,
  SIPInboundTrunkInfo,
  type SipClient,
} from "livekit-server-sdk";
import { askSip, type Project } from "@/lib/livekit/client";
import { unlessGone } from "@/lib/livekit/refusal";
import { closing } from "@/lib/livekit/rooms";
import {
  attributesOf,
  headersToAttributes,
  metadataOf,
  ownedBy,
  type Plan,
  type Rule,
  type There,
  type Trunk,
  type Wanted,
} from "@/lib/livekit/setup/decide";

/** What was made at LiveKit, by id. */
export type Made = { trunk_id: string; dispatch_rule_id: string };

/** Every inbound trunk and dispatch rule of a project. */
export function readThere(project: Project): Promise<There> {
  return askSip(project, async (sip) => {
    const [trunks, rules] = await Promise.all([
      sip.listSipInboundTrunk(),
      sip.listSipDispatchRule(),
    ]);
    return { trunks: trunks.map(trunkOf), rules: rules.map(ruleOf) };
  });
}

/** Makes, changes and removes what the plan says. Running it twice changes nothing more. */
export async function applySetup(
  project: Project,
  plan: Extract<Plan, { kind: "plan" }>,
  wanted: Wanted,
): Promise<Made> {
  for (const difference of plan.differences) {
    if (difference.kind === "doubles") await remove(project, difference);
  }
  const kinds = new Set(plan.differences.map(({ kind }) => kind));
  const isTrunkFine = !kinds.has("numbers") && !kinds.has("trunk_changed");
  const trunk_id =
    plan.trunk && isTrunkFine
      ? plan.trunk.id
      : await askSip(project, (sip) => putTrunk(sip, plan.trunk, wanted));
  const isRuleFine = !kinds.has("rule_changed") && plan.trunk?.id === trunk_id;
  const dispatch_rule_id =
    plan.rule && isRuleFine
      ? plan.rule.id
      : await askSip(project, (sip) => putRule(sip, plan.rule, wanted, trunk_id));
  return { trunk_id, dispatch_rule_id };
}

/** Removes everything of a tenant's from a project. What is gone is removed. */
export async function removeSetup(
  project: Project,
  known: Pick<Wanted, "tenant_id" | "trunk_id" | "dispatch_rule_id">,
): Promise<void> {
  const there = await readThere(project);
  const ids = (all: { id: string; metadata: string }[], knownId: string | null) =>
    all.filter(ownedBy(known.tenant_id, knownId)).map(({ id }) => id);
  await remove(project, {
    rules: ids(there.rules, known.dispatch_rule_id),
    trunks: ids(there.trunks, known.trunk_id),
  });
}

/** Rules first: a trunk without one takes no calls. */
async function remove(project: Project, { rules, trunks }: { rules: string[]; trunks: string[] }) {
  for (const id of rules) await unlessGone(askSip(project, (sip) => sip.deleteSipDispatchRule(id)));
  for (const id of trunks) await unlessGone(askSip(project, (sip) => sip.deleteSipTrunk(id)));
}

async function putTrunk(sip: SipClient, known: Trunk | null, wanted: Wanted): Promise<string> {
  const { numbers, sip_username: authUsername, sip_password: authPassword } = wanted;
  const metadata = metadataOf(wanted.tenant_id);
  const options = { metadata, authUsername, authPassword, headersToAttributes };
  if (!known) return (await sip.createSipInboundTrunk("Ringbook", numbers, options)).sipTrunkId;
  const trunk = new SIPInboundTrunkInfo({ name: "Ringbook", numbers, ...options });
  await sip.updateSipInboundTrunk(known.id, trunk);
  return known.id;
}

async function putRule(
  sip: SipClient,
  known: Rule | null,
  { tenant_id, room_prefix: roomPrefix }: Wanted,
  trunkId: string,
): Promise<string> {
  const options = {
    ...{ name: "Ringbook", metadata: metadataOf(tenant_id), attributes: attributesOf(tenant_id) },
    trunkIds: [trunkId],
    roomConfig: new RoomConfiguration(closing),
  };
  if (!known) {
    const made = await sip.createSipDispatchRule({ type: "individual", roomPrefix }, options);
    return made.sipDispatchRuleId;
  }
  const value = new SIPDispatchRuleIndividual({ roomPrefix });
  const rule = new SIPDispatchRule({ rule: { case: "dispatchRuleIndividual", value } });
  await sip.updateSipDispatchRule(known.id, new SIPDispatchRuleInfo({ rule, ...options }));
  return known.id;
}

function trunkOf(info: SIPInboundTrunkInfo): Trunk {
  const { sipTrunkId: id, name, metadata, numbers, allowedNumbers: allowed_numbers } = info;
  const { authUsername: username, authPassword: password } = info;
  const headers_to_attributes = info.headersToAttributes;
  return {
    id,
    name,
    metadata,
    numbers,
    allowed_numbers,
    username,
    password,
    headers_to_attributes,
  };
}

function ruleOf(info: SIPDispatchRuleInfo): Rule {
  const { sipDispatchRuleId: id, name, metadata, trunkIds: trunk_ids, attributes } = info;
  const rule = info.rule?.rule;
  const room_prefix = rule?.case === "dispatchRuleIndividual" ? rule.value.roomPrefix : null;
  return { id, name, metadata, trunk_ids, room_prefix, attributes };
}
