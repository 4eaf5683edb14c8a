import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { saveCompanyForm } from "@/lib/companies/save";
import { addCompany } from "@/lib/companies/store";
import { type Member, makeTenant } from "@/tests/support/tenant";
import { admin } from "@/tests/telephony/record/call-record";

afterAll(() => admin.end());

test("who has changed the same field of a company is named, unless no person did", async () => {
  const acme = await makeTenant({ withoutTwilio: true });
  const empty = { phone: null, extension: "", website: "", address: "" };
  const company = { id: randomUUID(), name: "Doe Ltd", ...empty };
  await addCompany(acme.rep.db, acme.id, company);
  const save = ({ db, userId }: Member, changes: Partial<typeof company>) =>
    saveCompanyForm(
      { db, user_id: userId, tenant: { id: acme.id, country_code: "US" } },
      { ...company, ...changes },
      { loaded: company, seen: {}, choices: {} },
    );
  await save(acme.rep, { website: "doe.test" });
  await save(acme.manager, { address: "1 Main St" });
  await admin`update public.companies set name = 'Doe Inc' where id = ${company.id}`;
  const other = { name: "Other", website: "other.test", address: "2 Main St" };
  const [entry] = await admin`select detail from public.audit_log
    where tenant_id = ${acme.id} and subject = ${company.id}
      and actor_id = ${acme.manager.userId}`;
  expect(entry?.detail).toEqual({ address: { from: "", to: "1 Main St" } });
  await expect(save(acme.manager, other)).rejects.toMatchObject({
    conflicts: [
      { sentence: "Someone changed the name to “Doe Inc” while you were editing." },
      { sentence: `${acme.rep.name} changed the website to “doe.test” while you were editing.` },
      { sentence: "You changed the address to “1 Main St” in another window." },
    ],
  });
});
