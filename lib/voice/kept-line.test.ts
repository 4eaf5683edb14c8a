import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Line } from "@/lib/lines/line";
import { decideAnswer } from "@/lib/voice/decide";
import { hiddenPhone, keptLine } from "@/lib/voice/kept-line";

const [customer, own] = ["+12065550177", "+12065550100"];
const [mobile, desk] = ["+12065550111", "+12065550121"];

const line: Line = {
  ...{ tenant_id: randomUUID(), tenant_name: "Acme Solar", country_code: "US" },
  ...{ account_sid: `AC${"0".repeat(32)}`, auth_token_ciphertext: "v1.sealed", allowed: null },
  ...{ recording_enabled: false, recording_notice: "", call_time_limit_seconds: 3600 },
  ...{ announce_recording: "always", announce_countries: [], has_blocked: false },
  ...{ blocked_calls: "reject", anonymous_calls: "ring" },
  numbers: [
    {
      ...{ id: randomUUID(), number: own, forward_user_id: randomUUID(), forward_phone: mobile },
      ...{ forward_in_browser: true, forward_further: [desk], route_version: null },
    },
  ],
};

function answered({ numbers: [number], ...rest }: Pick<Line, "numbers">, from: string) {
  const call = { call_id: "call", call_sid: "CA1", from };
  return number && decideAnswer({ ...line, ...rest }, number, call);
}

test.each([
  ["a customer", customer, "forward"],
  ["the first phone of whom it is forwarded to", mobile, "take_message"],
  ["another phone of theirs", desk, "take_message"],
])("a call from %s is explained as it was answered", (_, from, kind) => {
  const kept = keptLine(line, { To: own, From: from });
  expect(answered(line, from)?.kind).toBe(kind);
  expect(answered(kept, from)?.kind).toBe(kind);
  expect(JSON.stringify(kept)).not.toMatch(/555011|555012/);
});

test("that phones would ring is kept, not which", () => {
  expect(keptLine(line, { To: own, From: customer }).numbers).toMatchObject([
    { forward_phone: hiddenPhone, forward_further: [hiddenPhone] },
  ]);
});
