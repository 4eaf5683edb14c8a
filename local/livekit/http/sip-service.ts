import {
  type CreateSIPDispatchRuleRequest as CreateRule,
  CreateSIPDispatchRuleRequest,
  CreateSIPInboundTrunkRequest,
  DeleteSIPDispatchRuleRequest,
  DeleteSIPTrunkRequest,
  ListSIPDispatchRuleRequest,
  ListSIPDispatchRuleResponse,
  ListSIPInboundTrunkRequest,
  ListSIPInboundTrunkResponse,
  type ListUpdate,
  SIPDispatchRuleInfo,
  type SIPInboundTrunkInfo,
  SIPTrunkInfo,
  SIPTrunkInfo_TrunkKind,
  Timestamp,
  UpdateSIPDispatchRuleRequest,
  UpdateSIPInboundTrunkRequest,
} from "@livekit/protocol";
import { type Asked, denied, type Method, method, TwirpError } from "@/local/livekit/http/twirp";
import { newId } from "@/local/livekit/ids";
import type { Project } from "@/local/livekit/project";
import { refuseRuleConflict, refuseTrunkConflict } from "@/local/livekit/sip/conflicts";
import { isAmong } from "@/local/livekit/sip/numbers";

/** https://docs.livekit.io/sip/api/ */
export const sipService: Record<string, Method> = {
  CreateSIPInboundTrunk: method(CreateSIPInboundTrunkRequest, ({ trunk }, asked) => {
    const project = need(asked);
    if (!trunk) throw invalid("missing trunk");
    if (trunk.sipTrunkId) throw invalid("trunk id must not be set");
    storeTrunk(project, trunk);
    return trunk;
  }),

  UpdateSIPInboundTrunk: method(UpdateSIPInboundTrunkRequest, (request, asked) => {
    const project = need(asked);
    const before = trunkOf(project, request.sipTrunkId);
    const { action } = request;
    if (action.case === undefined) throw invalid("missing or unsupported update action");
    const trunk = action.case === "replace" ? action.value.clone() : before.clone();
    if (action.case === "update") {
      const { numbers, allowedAddresses, allowedNumbers, ...fields } = action.value;
      Object.assign(trunk, withoutEmpty(fields), {
        numbers: updated(trunk.numbers, numbers),
        allowedAddresses: updated(trunk.allowedAddresses, allowedAddresses),
        allowedNumbers: updated(trunk.allowedNumbers, allowedNumbers),
      });
    }
    trunk.sipTrunkId = before.sipTrunkId;
    trunk.createdAt = before.createdAt;
    storeTrunk(project, trunk);
    return trunk;
  }),

  ListSIPInboundTrunk: method(ListSIPInboundTrunkRequest, ({ trunkIds, numbers }, asked) => {
    const items = [...need(asked).trunks.values()].filter(
      (trunk) =>
        (trunkIds.length === 0 || trunkIds.includes(trunk.sipTrunkId)) &&
        (numbers.length === 0 || trunk.numbers.some((number) => isAmong(number, numbers))),
    );
    return new ListSIPInboundTrunkResponse({ items });
  }),

  DeleteSIPTrunk: method(DeleteSIPTrunkRequest, ({ sipTrunkId }, asked) => {
    const project = need(asked);
    const { name, metadata } = trunkOf(project, sipTrunkId);
    project.trunks.delete(sipTrunkId);
    project.changed();
    const kind = SIPTrunkInfo_TrunkKind.TRUNK_INBOUND;
    return new SIPTrunkInfo({ sipTrunkId, name, metadata, kind });
  }),

  CreateSIPDispatchRule: method(CreateSIPDispatchRuleRequest, (request, asked) => {
    const project = need(asked);
    const rule = request.dispatchRule ?? ruleOf(request);
    if (rule.sipDispatchRuleId) throw invalid("rule id must not be set");
    storeRule(project, rule);
    return rule;
  }),

  UpdateSIPDispatchRule: method(UpdateSIPDispatchRuleRequest, (request, asked) => {
    const project = need(asked);
    const before = ruleWithId(project, request.sipDispatchRuleId);
    const { action } = request;
    if (action.case === undefined) throw invalid("missing or unsupported update action");
    const rule = action.case === "replace" ? action.value.clone() : before.clone();
    if (action.case === "update") {
      const { trunkIds, attributes, ...fields } = action.value;
      Object.assign(rule, withoutEmpty(fields), { trunkIds: updated(rule.trunkIds, trunkIds) });
      Object.assign(rule.attributes, attributes);
    }
    rule.sipDispatchRuleId = before.sipDispatchRuleId;
    rule.createdAt = before.createdAt;
    storeRule(project, rule);
    return rule;
  }),

  ListSIPDispatchRule: method(ListSIPDispatchRuleRequest, (request, asked) => {
    const { dispatchRuleIds, trunkIds } = request;
    const items = [...need(asked).rules.values()].filter(
      (rule) =>
        (dispatchRuleIds.length === 0 || dispatchRuleIds.includes(rule.sipDispatchRuleId)) &&
        (trunkIds.length === 0 || rule.trunkIds.some((id) => trunkIds.includes(id))),
    );
    return new ListSIPDispatchRuleResponse({ items });
  }),

  DeleteSIPDispatchRule: method(DeleteSIPDispatchRuleRequest, (request, asked) => {
    const project = need(asked);
    const rule = ruleWithId(project, request.sipDispatchRuleId);
    project.rules.delete(rule.sipDispatchRuleId);
    project.changed();
    return rule;
  }),
};

const invalid = (message: string) => new TwirpError("invalid_argument", message);

function need({ claims, project }: Asked): Project {
  if (!claims.sip?.admin) throw denied();
  return project;
}

function storeTrunk(project: Project, trunk: SIPInboundTrunkInfo): void {
  const hasAuth = trunk.authUsername !== "" || trunk.authPassword !== "";
  if (!hasAuth && trunk.allowedAddresses.length === 0 && trunk.numbers.length === 0) {
    throw invalid(
      "for security, one of the fields must be set: " +
        "AuthUsername+AuthPassword, AllowedAddresses or Numbers",
    );
  }
  refuseTrunkConflict(trunk, project.trunks.values());
  trunk.sipTrunkId ||= newId("ST");
  trunk.createdAt ??= Timestamp.now();
  trunk.updatedAt = Timestamp.now();
  project.trunks.set(trunk.sipTrunkId, trunk);
  project.changed();
}

function storeRule(project: Project, rule: SIPDispatchRuleInfo): void {
  if (rule.rule?.rule.case === undefined) throw invalid("missing rule");
  refuseRuleConflict(rule, project.rules.values());
  rule.sipDispatchRuleId ||= newId("SDR");
  rule.createdAt ??= Timestamp.now();
  rule.updatedAt = Timestamp.now();
  project.rules.set(rule.sipDispatchRuleId, rule);
  project.changed();
}

function trunkOf(project: Project, id: string): SIPInboundTrunkInfo {
  const trunk = project.trunks.get(id);
  if (!trunk) throw new TwirpError("not_found", "requested sip trunk does not exist");
  return trunk;
}

function ruleWithId(project: Project, id: string): SIPDispatchRuleInfo {
  const rule = project.rules.get(id);
  if (!rule) throw new TwirpError("not_found", "requested sip dispatch rule does not exist");
  return rule;
}

/** The fields that the library still sends, which an older protocol had beside each other. */
function ruleOf({ dispatchRule: _, ...fields }: CreateRule): SIPDispatchRuleInfo {
  return new SIPDispatchRuleInfo(fields);
}

function updated(list: string[], change: ListUpdate | undefined): string[] {
  if (!change) return list;
  if (change.clear) return [];
  const base = change.set.length > 0 ? change.set : list;
  return [...base, ...change.add].filter((one) => !change.remove.includes(one));
}

function withoutEmpty(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
