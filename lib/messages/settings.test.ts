import { expect, test } from "vitest";
import { RuleForm } from "@/lib/messages/settings";

test("an automatic reply with a variable that there isn't is refused", () => {
  const rule = { kind: "first_contact", phone_number_id: "", body: "Hi {frist_name|there}" };
  const read = RuleForm.safeParse(rule);
  expect(read.error?.issues).toMatchObject([
    { path: ["body"], message: expect.stringContaining("{frist_name} isn't a variable.") },
  ]);
  expect(RuleForm.safeParse({ ...rule, body: "Hi {first_name|there}" }).success).toBe(true);
});
