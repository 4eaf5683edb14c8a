import { describe, expect, test } from "vitest";
import type { MessageView } from "@/local/carrier/control";
import { compareTexts, type TextRow } from "@/local/chaos/shapes/texts-compare";

const text: MessageView = {
  ...{ sid: "SM1", direction: "outbound-api", from: "+12065550100", to: "+14155551000" },
  ...{ body: "Answer 1.", status: "delivered", errorCode: null, segments: 1, createdAt: 0 },
  ...{ price: "-0.00830", media: [], isAutomatic: false },
};
const row: TextRow = {
  ...{ id: "text-1", direction: "outbound", body: "Answer 1.", status: "delivered" },
  ...{ message_sid: "SM1", error_message: null, price: "0.0083" },
  statuses: ["asking", "queued", "delivered"],
};
const failed: TextRow = {
  ...{ ...row, id: "text-2", body: "Answer 2.", status: "failed", message_sid: null },
  ...{ error_message: "Twilio couldn't be reached.", statuses: ["asking", "failed"] },
};
const kindsOf = (atTwilio: MessageView[], rows: TextRow[]) =>
  compareTexts(atTwilio, rows).map(({ kind }) => kind);

test("texts that are here as the carrier has them have no finding", () => {
  expect(compareTexts([text], [row, failed])).toEqual([]);
  expect(compareTexts([{ ...text, isAutomatic: true }], [])).toEqual([]);
});

describe("the comparison notices", () => {
  test.each<[string, string, MessageView[], TextRow[]]>([
    ["a text without a row", "lost", [text], []],
    ["one that was sent twice", "doubled", [text, { ...text, sid: "SM2" }], [row]],
    ["two rows", "doubled", [text], [row, { ...row, id: "text-9", message_sid: null }]],
    ["another status", "wrong", [text], [{ ...row, status: "sent" }]],
    ["a status that went back", "wrong", [text], [{ ...row, statuses: ["delivered", "sent"] }]],
    ["another text", "wrong", [text], [{ ...row, body: "Answer" }]],
    ["another direction", "wrong", [text], [{ ...row, direction: "inbound" }]],
    ["no price", "wrong", [text], [{ ...row, price: null }]],
    ["a text that the carrier never had", "wrong", [], [row]],
    ["one of which nobody knows", "still open", [], [{ ...failed, status: "unknown" }]],
    ["one that doesn't say why it failed", "wrong", [], [{ ...failed, error_message: null }]],
  ])("%s", (_, kind, atTwilio, rows) => {
    expect(kindsOf(atTwilio, rows)).toContain(kind);
  });
});
