import fc from "fast-check";
import { expect, test } from "vitest";
import { asName, invitationMail } from "@/lib/team/invitation-mail";

const link = "https://crm.example/invite/abc";
const mail = (company: string, person: string) =>
  invitationMail({ company, person, role: "rep", link });

test("its subject is the same whatever people call themselves or their company", () => {
  const subject = mail("Acme", "Ada").subject;
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string(), (company, person) => {
      expect(mail(company, person).subject).toBe(subject);
    }),
  );
});

test("a name adds no line and no link to it", () => {
  const lines = mail("Acme", "Ada").text.split("\n").length;
  const pieces = fc.constantFrom("\n", "\r", "\u2028", "\u0085", "\0", "http://", "evil.example");
  const typed = fc
    .array(fc.oneof(pieces, fc.string({ unit: "binary" })))
    .map((all) => all.join(""));
  fc.assert(
    fc.property(typed, typed, (company, person) => {
      const { text } = mail(company, person);
      expect(text.split(/[\n\r\u2028\u2029\u0085]/)).toHaveLength(lines);
      expect(text.match(/\w+:\/\/|\w\.\w/g)).toEqual(
        mail("Acme", "Ada").text.match(/\w+:\/\/|\w\.\w/g),
      );
    }),
  );
});

test.each([
  ["Acme Solar", "Acme Solar"],
  ["Ana\r\nBcc: all@evil.example", "Ana Bcc: all@\u2060evil.\u2060example"],
  [
    "Your account is locked: https://evil.example",
    "Your account is locked: https:\u2060/\u2060/\u2060evil.\u2060example",
  ],
  ["“Acme” ", "'Acme'"],
  ["\u202eemcA", "emcA"],
  ["x".repeat(300), "x".repeat(80)],
])("%j is shown as %j", (typed, shown) => {
  expect(asName(typed)).toBe(shown);
});
