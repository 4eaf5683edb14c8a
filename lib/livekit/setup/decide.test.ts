import { describe, expect, test } from "vitest";
import {
  attributesOf,
  headersToAttributes,
  metadataOf,
  planSetup,
  type Rule,
  type Trunk,
  type Wanted,
} from "@/lib/livekit/setup/decide";

const wanted: Wanted = {
  ...{ tenant_id: "acme", numbers: ["+12065550100"], room_prefix: "call-abc" },
  ...{ sip_username: "ringbook-1", sip_password: "secret" },
  ...{ trunk_id: "ST_1", dispatch_rule_id: "SDR_1" },
};
const trunk: Trunk = {
  ...{ id: "ST_1", name: "Ringbook", metadata: metadataOf("acme"), numbers: wanted.numbers },
  ...{ allowed_numbers: [], username: "ringbook-1", password: "secret" },
  headers_to_attributes: headersToAttributes,
};
const rule: Rule = {
  ...{ id: "SDR_1", name: "Ringbook", metadata: metadataOf("acme"), trunk_ids: ["ST_1"] },
  ...{ room_prefix: "call-abc", attributes: attributesOf("acme") },
};
const foreign: Trunk = {
  ...{ ...trunk, id: "ST_9", name: "Old", metadata: "", numbers: ["+12065550199"] },
};

/** What differs, by its kind. */
function kindsOf(trunks: Trunk[], rules: Rule[], changes: Partial<Wanted> = {}) {
  const plan = planSetup({ trunks, rules }, { ...wanted, ...changes });
  return plan.kind === "plan" ? plan.differences.map(({ kind }) => kind) : plan.kind;
}

describe("what stands at LiveKit is compared with what is to stand there:", () => {
  test.each<[string, ReturnType<typeof kindsOf>, Parameters<typeof kindsOf>]>([
    ["all is in place", [], [[trunk, foreign], [rule]]],
    ["nothing is there", ["trunk_missing", "rule_missing"], [[foreign], []]],
    ["the rule is gone", ["rule_missing"], [[trunk], []]],
    ["the trunk is gone, so the rule is of none", ["trunk_missing", "rule_changed"], [[], [rule]]],
    [
      "a number came",
      ["numbers"],
      [[trunk], [rule], { numbers: ["+12065550100", "+12065550101"] }],
    ],
    ["a number went", ["numbers"], [[trunk], [rule], { numbers: ["+12065550102"] }]],
    ["another password", ["trunk_changed"], [[{ ...trunk, password: "other" }], [rule]]],
    ["a password that isn't shown", [], [[{ ...trunk, password: "" }], [rule]]],
    ["stars for a password", [], [[{ ...trunk, password: "****" }], [rule]]],
    [
      "lets in some callers alone",
      ["trunk_changed"],
      [[{ ...trunk, allowed_numbers: ["+1"] }], [rule]],
    ],
    [
      "without the call's header",
      ["trunk_changed"],
      [[{ ...trunk, headers_to_attributes: {} }], [rule]],
    ],
    ["for every trunk", ["rule_changed"], [[trunk], [{ ...rule, trunk_ids: [] }]]],
    ["another prefix", ["rule_changed"], [[trunk], [{ ...rule, room_prefix: "call-" }]]],
    ["one room for all", ["rule_changed"], [[trunk], [{ ...rule, room_prefix: null }]]],
    ["forgotten ids", [], [[trunk], [rule], { trunk_id: null, dispatch_rule_id: null }]],
    ["made twice", ["doubles"], [[trunk, { ...trunk, id: "ST_2", numbers: [] }], [rule]]],
  ])("%s", (_, expected, given) => {
    expect(kindsOf(...given)).toEqual(expected);
  });

  test("the remembered one of two stays, and the other goes", () => {
    const second = { ...trunk, id: "ST_2", numbers: ["+12065550101"] };
    const plan = planSetup({ trunks: [second, trunk], rules: [rule] }, wanted);
    expect(plan).toMatchObject({
      trunk: { id: "ST_1" },
      differences: [{ kind: "doubles", trunks: ["ST_2"], rules: [] }],
    });
  });
});

describe("what is not ours is not touched, and named where it is in the way:", () => {
  test.each([
    ["the same number", ["+12065550100"]],
    ["the same number without its +", ["12065550100"]],
  ])("%s", (_, numbers) => {
    const plan = planSetup({ trunks: [{ ...foreign, numbers }], rules: [] }, wanted);
    expect(plan).toEqual({
      ...{ kind: "conflict", about: "number", number: "+12065550100", name: "Old" },
    });
  });

  test("a trunk for some callers alone is no conflict", () => {
    const trunks = [{ ...foreign, numbers: wanted.numbers, allowed_numbers: ["+1"] }];
    expect(kindsOf(trunks, [])).toEqual(["trunk_missing", "rule_missing"]);
  });

  test("another's rule for our trunk", () => {
    const theirs = { ...rule, id: "SDR_9", name: "Robot", metadata: "" };
    const plan = planSetup({ trunks: [trunk], rules: [rule, theirs] }, wanted);
    expect(plan).toEqual({ kind: "conflict", about: "rule", name: "Robot" });
  });

  test("a trunk of another company in the same project", () => {
    const theirs = { ...foreign, metadata: metadataOf("globex"), numbers: wanted.numbers };
    expect(kindsOf([theirs], [])).toBe("conflict");
  });
});
