import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { saveContact } from "@/lib/contacts/saved";
import { saveContactIn } from "@/lib/contacts/schema";
import { sessionCookie } from "@/tests/support/cookie";
import { formIn, openForm, words } from "@/tests/support/form";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

const noChoice = /while you were editing/;

describe("two people edit one contact:", () => {
  const before = {
    name: "First",
    company: "Doe Ltd",
    email: "jane@doe.test",
    owner_id: "",
    phone: ["(206) 555-0180"],
    label: ["work"],
  };
  let id = "";
  beforeEach(async () => {
    id = randomUUID();
    await saveContact(tenant.rep.db, saveContactIn("US").parse({ id, ...before }), null);
  });

  const edit = async (member: Member) => {
    const cookie = await sessionCookie(member);
    const form = await openForm(`/contacts/${id}/edit`, { cookie, having: 'name="name"' });
    return (changes: Partial<typeof before> & Record<string, string | string[]>, from?: string) =>
      form.send({ ...before, ...changes }, { from });
  };
  const saved = async () => {
    const { data } = await tenant.rep.db
      .from("contacts")
      .select("name, company, contact_phones(phone, label)")
      .eq("id", id)
      .order("position", { referencedTable: "contact_phones" })
      .single();
    return data;
  };

  test("changes of different fields both stay", async () => {
    const [one, other] = [await edit(tenant.manager), await edit(tenant.rep)];
    expect((await one({ name: "Call back on Monday" })).status).toBe(303);
    expect((await other({ company: "Doe & Daughters" })).status).toBe(303);
    expect(await saved()).toMatchObject({
      name: "Call back on Monday",
      company: "Doe & Daughters",
    });
  });

  test("changes of different fields both stay when they are saved at the same moment", async () => {
    for (const round of ["1", "2", "3", "4", "5"]) {
      const [one, other] = [await edit(tenant.manager), await edit(tenant.rep)];
      const now = await saved();
      const rest = { name: now?.name ?? "", company: now?.company ?? "" };
      const answers = await Promise.all([
        one({ ...rest, name: `Note ${round}` }),
        other({ ...rest, company: `Company ${round}` }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([303, 303]);
      expect(await saved()).toMatchObject({
        name: `Note ${round}`,
        company: `Company ${round}`,
      });
    }
  });

  test("of two who save one field at once, one is saved and the other is asked", async () => {
    for (const round of ["1", "2", "3", "4", "5"]) {
      const [one, other] = [await edit(tenant.manager), await edit(tenant.rep)];
      const answers = await Promise.all([
        one({ name: `Manager ${round}` }),
        other({ name: `Rep ${round}` }),
      ]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 303]);
      const [first] = answers;
      const winner = first?.status === 303 ? "Manager" : "Rep";
      expect(await saved()).toMatchObject({ name: `${winner} ${round}` });
    }
  });

  test("who changes what the other changed is shown it, and keeps what they typed", async () => {
    const [one, other] = [await edit(tenant.manager), await edit(tenant.rep)];
    await one({ name: "From the manager" });
    const answer = await other({ name: "From the rep", company: "Doe & Sons" });
    const html = await answer.clone().text();
    expect(await words(answer)).toContain(
      "Mo Manager changed the name to “From the manager” while you were editing.",
    );
    const form = formIn(html, 'name="name"');
    expect(form).toContain('value="From the rep"');
    expect(form).toContain('value="Doe &amp; Sons"');
    expect(await saved()).toMatchObject({ name: "From the manager", company: "Doe Ltd" });
  });

  test.each([
    ["mine", "From the rep"],
    ["theirs", "From the manager"],
  ])("they choose %s, and the rest of what they typed is saved along", async (choice, name) => {
    const [one, other] = [await edit(tenant.manager), await edit(tenant.rep)];
    await one({ name: "From the manager" });
    const typed = { name: "From the rep", company: "Doe & Sons" };
    const form = formIn(await (await other(typed)).text(), 'name="name"');
    // Without a choice nothing is saved.
    expect(await words(await other(typed, form))).toMatch(noChoice);
    expect((await other({ ...typed, "$choice:name": choice }, form)).status).toBe(303);
    expect(await saved()).toMatchObject({ name, company: "Doe & Sons" });
  });

  test("a choice is about what was shown: a third change is asked about again", async () => {
    const [one, other] = [await edit(tenant.manager), await edit(tenant.rep)];
    await one({ name: "From the manager" });
    const form = formIn(await (await other({ name: "From the rep" })).text(), 'name="name"');
    const third = await edit(tenant.admin);
    await third({ name: "From the admin" });
    const answer = await other({ name: "From the rep", "$choice:name": "mine" }, form);
    expect(await words(answer)).toContain("Ada Admin changed the name to “From the admin”");
    expect(await saved()).toMatchObject({ name: "From the admin" });
  });

  test("the same change twice is no conflict", async () => {
    const [one, other] = [await edit(tenant.manager), await edit(tenant.rep)];
    await one({ name: "The same" });
    expect((await other({ name: "The same" })).status).toBe(303);
  });

  test("two numbers that are added both stay, beside a name", async () => {
    const [one, other] = [await edit(tenant.manager), await edit(tenant.rep)];
    await one({
      phone: ["(206) 555-0180", "(206) 555-0181"],
      label: ["work", "home"],
      name: "Hers",
    });
    await other({ phone: ["(206) 555-0182", "(206) 555-0180"], label: ["mobile", "work"] });
    expect(await saved()).toMatchObject({
      name: "Hers",
      contact_phones: [
        { phone: "+12065550182", label: "mobile" },
        { phone: "+12065550180", label: "work" },
        { phone: "+12065550181", label: "home" },
      ],
    });
  });

  test("a number that one changed and the other removed is asked about", async () => {
    const [one, other] = [await edit(tenant.manager), await edit(tenant.rep)];
    await one({ label: ["home"] });
    const answer = await other({ phone: [""], name: "Gone" });
    const html = await answer.clone().text();
    expect(await words(answer)).toContain(
      "Mo Manager changed the number (206) 555-0180 to “home” while you were editing.",
    );
    expect((await saved())?.contact_phones).toEqual([{ phone: "+12065550180", label: "home" }]);
    const form = formIn(html, 'name="name"');
    await other({ phone: [""], name: "Gone", "$choice:phone:+12065550180": "mine" }, form);
    expect(await saved()).toMatchObject({ name: "Gone", contact_phones: [] });
  });

  test("a number that one removed and the other changed is asked about", async () => {
    const [one, other] = [await edit(tenant.manager), await edit(tenant.rep)];
    await one({ phone: [""] });
    const answer = await other({ label: ["home"] });
    expect(await words(answer)).toContain(
      "Mo Manager removed the number (206) 555-0180 while you were editing.",
    );
    expect((await saved())?.contact_phones).toEqual([]);
  });

  test("another company's person can neither read nor save by a form that was copied", async () => {
    const theirs = await makeTenant({ withoutTwilio: true });
    const mine = await edit(tenant.rep);
    const form = await openForm(`/contacts/${id}/edit`, {
      cookie: await sessionCookie(tenant.rep),
      having: 'name="name"',
    });
    const as = { cookie: await sessionCookie(theirs.admin) };
    const person = { $person: theirs.admin.userId };
    const answer = await form.send({ ...before, name: "Stolen", ...person }, { as });
    expect(answer.status).not.toBe(303);
    expect(await answer.text()).toContain("This contact doesn't exist.");
    expect(await saved()).toMatchObject({ name: "First" });
    expect((await mine({ name: "Own" })).status).toBe(303);
  });
});
