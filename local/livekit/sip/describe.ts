import { createHash } from "node:crypto";
import {
  ParticipantInfo_Kind,
  type SIPDispatchRuleInfo,
  SIPHeaderOptions,
  type SIPInboundTrunkInfo,
} from "@livekit/protocol";
import type { SipInvite } from "@/local/carrier/engine/sip-server";
import { newId, randomPart } from "@/local/livekit/ids";

/** The room that a rule sends a call to. */
export function roomOf({ rule, hidePhoneNumber }: SIPDispatchRuleInfo, invite: SipInvite): string {
  const chosen = rule?.rule;
  const from = hidePhoneNumber ? lastDigits(invite.from) : invite.from;
  switch (chosen?.case) {
    case "dispatchRuleDirect":
      return chosen.value.roomName;
    case "dispatchRuleCallee": {
      const parts = [chosen.value.roomPrefix, invite.user];
      if (chosen.value.randomize) parts.push(randomPart());
      return parts.filter((part) => part !== "").join("_");
    }
    default:
      return [chosen?.value?.roomPrefix ?? "", from, randomPart()].join("_");
  }
}

/** A caller as a participant (https://docs.livekit.io/sip/sip-participant/). */
export function personOf(trunk: SIPInboundTrunkInfo, rule: SIPDispatchRuleInfo, invite: SipInvite) {
  const { from, user, host, callId } = invite;
  const isHidden = rule.hidePhoneNumber;
  const hash = createHash("sha256").update(from).digest("hex").slice(0, 16);
  return {
    kind: ParticipantInfo_Kind.SIP,
    identity: `sip_${isHidden ? hash : from}`,
    name: `Phone ${isHidden ? lastDigits(from) : from}`,
    metadata: rule.metadata,
    attributes: {
      ...rule.attributes,
      ...headerAttributes(trunk, invite.headers),
      "sip.callID": newId("SCL"),
      "sip.callIDFull": callId,
      "sip.callTag": randomPart(),
      "sip.callStatus": "ringing",
      "sip.hostname": host,
      "sip.trunkID": trunk.sipTrunkId,
      "sip.ruleID": rule.sipDispatchRuleId,
      ...(!isHidden && { "sip.phoneNumber": from, "sip.trunkPhoneNumber": user }),
    },
  };
}

/** Twilio's own headers have their names; of the others, those that the trunk asks for. */
function headerAttributes(
  { headersToAttributes, includeHeaders }: SIPInboundTrunkInfo,
  headers: Record<string, string>,
): Record<string, string> {
  const wanted = new Map([
    ["x-twilio-callsid", "sip.twilio.callSid"],
    ["x-twilio-accountsid", "sip.twilio.accountSid"],
    ...Object.entries(headersToAttributes).map(
      ([header, attribute]) => [header.toLowerCase(), attribute] as const,
    ),
  ]);
  const areAllKept =
    includeHeaders === SIPHeaderOptions.SIP_X_HEADERS ||
    includeHeaders === SIPHeaderOptions.SIP_ALL_HEADERS;
  return Object.fromEntries(
    Object.entries(headers).flatMap(([header, value]): [string, string][] => {
      const name = header.toLowerCase();
      const attribute = wanted.get(name);
      const kept: [string, string][] = areAllKept ? [[`sip.h.${name}`, value]] : [];
      return attribute === undefined ? kept : [[attribute, value], ...kept];
    }),
  );
}

function lastDigits(number: string): string {
  return number.slice(number.length <= 4 ? -1 : -4);
}
