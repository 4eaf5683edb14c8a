import { expect, test } from "vitest";
import { identityOf, personAt } from "@/lib/softphone/identity";

const person = "0b5a3f0e-7a52-4c3d-9e0a-0123456789ab";

test("the address of a person's browsers names them", () => {
  expect(identityOf(person)).toMatch(/^[A-Za-z0-9_]+$/);
  expect(personAt(`client:${identityOf(person)}`)).toBe(person);
});

test.each(["client:jane", "client:u_0", `sip:${identityOf(person)}`, "+12025550123", ""])(
  "%j is nobody's",
  (address) => expect(personAt(address)).toBeNull(),
);
