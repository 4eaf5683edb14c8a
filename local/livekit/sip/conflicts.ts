import type { SIPDispatchRuleInfo, SIPInboundTrunkInfo } from "@livekit/protocol";
import { TwirpError } from "@/local/livekit/http/twirp";
import { normalized } from "@/local/livekit/sip/numbers";

const idOf = (id: string) => `"${id || "<new>"}"`;
/** One entry for "any" where a list is empty. */
const each = (list: readonly string[]) => (list.length === 0 ? [""] : list.map(normalized));

/** Two trunks may not be meant by the same call. */
export function refuseTrunkConflict(
  trunk: SIPInboundTrunkInfo,
  others: Iterable<SIPInboundTrunkInfo>,
): void {
  for (const other of others) {
    if (other.sipTrunkId === trunk.sipTrunkId) continue;
    const number = common(each(trunk.numbers), each(other.numbers));
    const caller = common(each(trunk.allowedNumbers), each(other.allowedNumbers));
    if (number === undefined || caller === undefined) continue;
    const numbers = trunk.numbers.length === 0 ? "<any>" : JSON.stringify(trunk.numbers);
    throw new TwirpError(
      "invalid_argument",
      `Conflicting inbound SIP Trunks: ${idOf(trunk.sipTrunkId)} and ${idOf(other.sipTrunkId)}, ` +
        `using the same number(s) ${numbers} ` +
        (caller === "" ? "without AllowedNumbers set" : `and AllowedNumber "${caller}"`),
    );
  }
}

/** Nor two rules. */
export function refuseRuleConflict(
  rule: SIPDispatchRuleInfo,
  others: Iterable<SIPDispatchRuleInfo>,
): void {
  for (const other of others) {
    if (other.sipDispatchRuleId === rule.sipDispatchRuleId) continue;
    const isSame =
      pinOf(rule) === pinOf(other) &&
      common(trunksOf(rule), trunksOf(other)) !== undefined &&
      common(each(rule.inboundNumbers), each(other.inboundNumbers)) !== undefined &&
      common(each(rule.numbers), each(other.numbers)) !== undefined;
    if (!isSame) continue;
    throw new TwirpError(
      "invalid_argument",
      "Dispatch rule for the same trunk, inbound number, number, and PIN combination already " +
        `exists in dispatch rule ${idOf(other.sipDispatchRuleId)} "${other.name}"`,
    );
  }
}

export function pinOf({ rule }: SIPDispatchRuleInfo): string {
  return rule?.rule.value?.pin ?? "";
}

function trunksOf({ trunkIds }: SIPDispatchRuleInfo): readonly string[] {
  return trunkIds.length === 0 ? [""] : trunkIds;
}

function common(one: readonly string[], other: readonly string[]): string | undefined {
  return one.find((value) => other.includes(value));
}
