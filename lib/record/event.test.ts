import { expect, test } from "vitest";
import { CallFacts } from "@/lib/record/event";

test("facts that were stored before a route or a company was among them are read", () => {
  const facts = {
    ...{ call_id: "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c01", direction: "inbound" },
    ...{ from_number: "+12065550177", to_number: "+12065550100", contact_name: null },
    ...{ status: "ringing", recording_requested: false, hangup_requested: false },
  };
  expect(CallFacts.parse(facts)).toEqual({ ...facts, contact_company: null });
});
