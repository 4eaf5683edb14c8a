import { expect, test } from "vitest";
import { codeHashes, newCode } from "@/lib/phones/code";
import { TypedCode } from "@/lib/phones/schema";
import { codeTwiml } from "@/lib/twilio/code-twiml";

const owner = { tenantId: "t1", userId: "u1", phone: "+12065550166" };

test("a code is six digits, and not always the same", () => {
  const codes = Array.from({ length: 50 }, newCode);
  for (const code of codes) expect(code).toMatch(/^[0-9]{6}$/);
  expect(new Set(codes).size).toBeGreaterThan(40);
});

test("a code's hash is that of this person's phone alone, and does not show the code", () => {
  const [hash = ""] = codeHashes("123456", owner);
  expect(codeHashes("123456", owner)).toEqual([hash]);
  expect(hash).not.toContain("123456");
  for (const other of [{ tenantId: "t2" }, { userId: "u2" }, { phone: "+12065550167" }]) {
    expect(codeHashes("123456", { ...owner, ...other })).not.toContain(hash);
  }
});

test.each(["123456", " 123 456 ", "1-2-3-4-5-6"])("%j is taken as the code", (code) => {
  expect(TypedCode.parse({ code })).toEqual({ code: "123456" });
});

test.each(["", "12345", "1234567", "12345a", "１２３４５６"])("%j is no code", (code) => {
  expect(TypedCode.safeParse({ code }).success).toBe(false);
});

test("a phone hears the code twice, digit by digit, and a company's name cannot change what is done", () => {
  const twiml = codeTwiml('A & B </Say><Dial>+1900</Dial>"', "012345");
  expect(twiml.match(/0, 1, 2, 3, 4, 5/g)).toHaveLength(2);
  expect(twiml).not.toContain("<Dial>");
  expect(twiml).toMatch(/<Hangup\/><\/Response>$/);
});
