import { expect, test } from "vitest";
import { shownOnTransfer } from "@/lib/voice/caller-id";

const [customer, own] = ["+12065550177", "+12065550100"];
const inbound = { direction: "inbound", customer, caller_id: own };

test.each<[string, Parameters<typeof shownOnTransfer>[0], string, string]>([
  ["a caller to a colleague shows the caller", inbound, "person", customer],
  [
    "a caller to a colleague shows the company where it wants so",
    { ...inbound, rep_caller_id: "company" },
    ...(["person", own] as const),
  ],
  [
    "a caller to a number outside shows the caller, whatever phones of the company show",
    { ...inbound, rep_caller_id: "company" },
    ...(["number", customer] as const),
  ],
  [
    "a caller who withholds their number shows the company's",
    { ...inbound, customer: "anonymous" },
    ...(["person", own] as const),
  ],
  [
    "whom we called shows the company",
    { ...inbound, direction: "outbound" },
    ...(["person", own] as const),
  ],
])("%s", (_, call, to, shown) => {
  expect(shownOnTransfer(call, { to })).toBe(shown);
});
