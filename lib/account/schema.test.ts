import { expect, test } from "vitest";
import { newPassword, SignIn, safePath } from "@/lib/account/schema";

test.each([
  ["/contacts/1?tab=calls", "/contacts/1?tab=calls"],
  ["/invite/abc", "/invite/abc"],
])("goes on to %s after sign-in", (asked, path) => {
  expect(safePath(asked)).toBe(path);
});

test.each([
  undefined,
  "",
  "contacts",
  "//evil.example/x",
  "/.//evil.example",
  "/x/..//evil.example",
  "/%2e//evil.example",
  "/\\evil.example",
  "https://evil.example",
  "/\t/evil.example",
  "javascript:alert(1)",
])("never leaves the app for %j", (asked) => {
  expect(safePath(asked)).toBe("/contacts");
});

test("reads an email in any case, with spaces around it", () => {
  const read = SignIn.parse({ email: "  Jane@Acme.TEST ", password: "x" });
  expect(read).toEqual({ email: "jane@acme.test", password: "x", next: "/contacts" });
});

test.each([
  ["seven77", "Choose a password of at least 8 characters."],
  ["ü".repeat(37), "Choose a password of at most 72 characters."],
])("refuses %s as a new password", (password, message) => {
  expect(newPassword.safeParse(password).error?.issues[0]?.message).toBe(message);
});
