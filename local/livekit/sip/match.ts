import type { SIPDispatchRuleInfo, SIPInboundTrunkInfo } from "@livekit/protocol";
import type { SipInvite } from "@/local/carrier/engine/sip-server";
import type { Directory } from "@/local/livekit/directory";
import type { Project } from "@/local/livekit/project";
import { pinOf } from "@/local/livekit/sip/conflicts";
import { isAmong } from "@/local/livekit/sip/numbers";

export type Match = { kind: "trunk"; project: Project; trunk: SIPInboundTrunkInfo };
type Refusal = { kind: "refused"; code: number };

const refused = (code: number): Refusal => ({ kind: "refused", code });

/**
 * The trunk that a call is meant for. Its number says so; as companies may have the same number
 * here, which in the world no two have, the user name decides between them.
 */
export function matchTrunk(directory: Directory, invite: SipInvite): Match | Refusal {
  const meant = directory
    .all()
    .flatMap((project) =>
      [...project.trunks.values()]
        .filter((trunk) => isMeant(trunk, invite))
        .map((trunk): Match => ({ kind: "trunk", project, trunk })),
    );
  const match = meant.find(({ trunk }) => trunk.authUsername === invite.username) ?? meant[0];
  if (!match) return refused(404);
  const { trunk, project } = match;
  if (project.faults.sipCode !== null) return refused(project.faults.sipCode);
  if (project.faults.isAway) return refused(503);
  if (trunk.authUsername === "" && trunk.authPassword === "") return match;
  // The server asks once for credentials, and then they are right or not.
  if (invite.username === null) return refused(407);
  const isRight = trunk.authUsername === invite.username && trunk.authPassword === invite.password;
  return isRight ? match : refused(401);
}

/** The rule for calls of a trunk; one for all trunks where it has none of its own. */
export function matchRule(
  { project, trunk }: Match,
  invite: SipInvite,
): SIPDispatchRuleInfo | null {
  const rules = [...project.rules.values()].filter(
    (rule) =>
      pinOf(rule) === "" &&
      (rule.inboundNumbers.length === 0 || isAmong(invite.from, rule.inboundNumbers)) &&
      (rule.numbers.length === 0 || isAmong(invite.user, rule.numbers)),
  );
  const own = rules.find(({ trunkIds }) => trunkIds.includes(trunk.sipTrunkId));
  return own ?? rules.find(({ trunkIds }) => trunkIds.length === 0) ?? null;
}

function isMeant(trunk: SIPInboundTrunkInfo, { user, from }: SipInvite): boolean {
  if (trunk.allowedNumbers.length > 0 && !isAmong(from, trunk.allowedNumbers)) return false;
  return trunk.numbers.length === 0 || isAmong(user, trunk.numbers);
}
