import { callAttribute } from "@/lib/livekit/attributes";

/** An inbound trunk as it stands at LiveKit. */
export type Trunk = {
  id: string;
  name: string;
  metadata: string;
  numbers: string[];
  /** Callers that it takes alone; two trunks with one number then don't conflict. */
  allowed_numbers: string[];
  username: string;
  password: string;
  headers_to_attributes: Record<string, string>;
};

/** A dispatch rule as it stands at LiveKit. */
export type Rule = {
  id: string;
  name: string;
  metadata: string;
  /** None: it takes the calls of every trunk. */
  trunk_ids: string[];
  /** Of an individual rule, which makes a room for each call; null: a rule of another kind. */
  room_prefix: string | null;
  attributes: Record<string, string>;
};

export type There = { trunks: Trunk[]; rules: Rule[] };

/** What is to stand at LiveKit for a tenant. `numbers` is not empty. */
export type Wanted = {
  tenant_id: string;
  numbers: string[];
  sip_username: string;
  sip_password: string;
  room_prefix: string;
  /** What was made before, where it is known. */
  trunk_id: string | null;
  dispatch_rule_id: string | null;
};

export type Difference =
  | { kind: "trunk_missing" }
  | { kind: "numbers"; missing: string[]; extra: string[] }
  | { kind: "trunk_changed" }
  | { kind: "rule_missing" }
  | { kind: "rule_changed" }
  | { kind: "doubles"; trunks: string[]; rules: string[] };

/** What differs, and by it what to do; nothing differs where all is in place. */
export type Plan =
  | { kind: "conflict"; about: "number"; number: string; name: string }
  | { kind: "conflict"; about: "rule"; name: string }
  | {
      kind: "plan";
      differences: Difference[];
      /** What stands there already, to be changed or kept; null: to be made. */
      trunk: Trunk | null;
      rule: Rule | null;
    };

/** The header of <Sip> that has the call's id. */
export const headersToAttributes = { "X-Ringbook-Call": callAttribute };

/** How we know what is ours again: of trunks and of rules. */
export const metadataOf = (tenantId: string) => `ringbook:${tenantId}`;
export const attributesOf = (tenantId: string) => ({ "ringbook.tenant": tenantId });

/** Compares what stands at LiveKit with what is to stand there. */
export function planSetup(there: There, wanted: Wanted): Plan {
  const { ours: trunk, others, doubles } = sortOut(there.trunks, wanted, wanted.trunk_id);
  const rules = sortOut(there.rules, wanted, wanted.dispatch_rule_id);
  const rule = rules.ours;
  const taken = findTaken(others, wanted.numbers);
  if (taken) return { kind: "conflict", about: "number", ...taken };
  const rival = rules.others.find(({ trunk_ids }) => trunk && trunk_ids.includes(trunk.id));
  if (rival) return { kind: "conflict", about: "rule", name: rival.name || rival.id };
  const differences: Difference[] = [
    ...(trunk ? trunkDifferences(trunk, wanted) : [{ kind: "trunk_missing" } as const]),
    ...(rule ? ruleDifferences(rule, trunk, wanted) : [{ kind: "rule_missing" } as const]),
  ];
  if (doubles.length + rules.doubles.length > 0) {
    differences.push({ kind: "doubles", trunks: doubles, rules: rules.doubles });
  }
  return { kind: "plan", differences, trunk, rule };
}

/** What is the tenant's: by what it carries, or by the id that is remembered. */
export function ownedBy(tenantId: string, knownId: string | null) {
  return ({ id, metadata }: { id: string; metadata: string }) =>
    id === knownId || metadata === metadataOf(tenantId);
}

/** One of ours stays: the remembered one, else the first; made twice, the others go. */
function sortOut<T extends Trunk | Rule>(all: T[], wanted: Wanted, knownId: string | null) {
  const isOurs = ownedBy(wanted.tenant_id, knownId);
  const own = all.filter(isOurs);
  const ours = own.find(({ id }) => id === knownId) ?? own[0] ?? null;
  return {
    ours,
    others: all.filter((each) => !isOurs(each)),
    doubles: own.filter((each) => each !== ours).map(({ id }) => id),
  };
}

/** LiveKit takes +15550100 and 15550100 for the same. */
const digits = (number: string) => number.replace(/^\+/, "");

function findTaken(others: Trunk[], numbers: string[]): { number: string; name: string } | null {
  for (const { numbers: theirs, allowed_numbers, name, id } of others) {
    if (allowed_numbers.length > 0) continue;
    const number = numbers.find((each) => theirs.map(digits).includes(digits(each)));
    if (number) return { number, name: name || id };
  }
  return null;
}

function trunkDifferences(trunk: Trunk, wanted: Wanted): Difference[] {
  const missing = wanted.numbers.filter((number) => !trunk.numbers.includes(number));
  const extra = trunk.numbers.filter((number) => !wanted.numbers.includes(number));
  const isSame =
    trunk.username === wanted.sip_username &&
    isSamePassword(trunk.password, wanted.sip_password) &&
    trunk.allowed_numbers.length === 0 &&
    trunk.metadata === metadataOf(wanted.tenant_id) &&
    hasAll(trunk.headers_to_attributes, headersToAttributes);
  return [
    ...(missing.length + extra.length > 0 ? [{ kind: "numbers", missing, extra } as const] : []),
    ...(isSame ? [] : [{ kind: "trunk_changed" } as const]),
  ];
}

/** A server that does not show passwords shows nothing, or stars. */
function isSamePassword(shown: string, wanted: string): boolean {
  return shown === wanted || /^\**$/.test(shown);
}

function ruleDifferences(rule: Rule, trunk: Trunk | null, wanted: Wanted): Difference[] {
  const isSame =
    rule.room_prefix === wanted.room_prefix &&
    rule.metadata === metadataOf(wanted.tenant_id) &&
    hasAll(rule.attributes, attributesOf(wanted.tenant_id)) &&
    trunk !== null &&
    rule.trunk_ids.length === 1 &&
    rule.trunk_ids[0] === trunk.id;
  return isSame ? [] : [{ kind: "rule_changed" }];
}

function hasAll(there: Record<string, string>, wanted: Record<string, string>): boolean {
  return Object.entries(wanted).every(([name, value]) => there[name] === value);
}
