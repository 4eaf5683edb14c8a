import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { saveContact } from "@/lib/contacts/saved";
import { saveContactIn } from "@/lib/contacts/schema";
import { given } from "@/tests/database/rls/visitor";
import { openAs, withBrowser } from "@/tests/support/browser";
import { openPalette } from "@/tests/support/palette";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";

withBrowser();

let tenant: TestTenant;
let id: string;
beforeEach(async () => {
  tenant = await makeTenant({ withoutTwilio: true });
  id = randomUUID();
  const typed = {
    ...{ id, name: "Jane Doe", company: "Doe Ltd", owner_id: "" },
    ...{ phone: ["(303) 555-0180", "(303) 555-0181"], label: ["work", "mobile"] },
  };
  await saveContact(tenant.rep.db, saveContactIn("US").parse(typed), null);
});

const saved = () =>
  given(
    tenant.rep.db
      .from("contacts")
      .select("name, company, title, archived_at, contact_phones(phone), contact_stages(name)")
      .eq("id", id)
      .order("position", { referencedTable: "contact_phones" })
      .single(),
  );

describe("the details of a contact", () => {
  test("are edited in their place by keyboard, at the field that was asked for", async () => {
    const page = await openAs(tenant.rep, `/contacts/${id}`);
    await page.getByRole("link", { name: "Edit job title" }).focus();
    await page.keyboard.press("Enter");
    const title = page.getByRole("textbox", { name: "Job title" });
    await title.waitFor();
    expect(await title.evaluate((input) => input === document.activeElement)).toBe(true);
    await page.keyboard.type("Head of Sales");
    await page.getByRole("combobox", { name: "Stage" }).selectOption("Lead");
    await page.getByRole("combobox", { name: "Tags" }).fill("VIP");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Remove the tag VIP" }).waitFor();
    await page.getByRole("button", { name: "Make number 2 the main one" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("link", { name: "Edit job title" }).waitFor();
    expect(await saved()).toMatchObject({
      title: "Head of Sales",
      contact_stages: { name: "Lead" },
      contact_phones: [{ phone: "+13035550181" }, { phone: "+13035550180" }],
    });
    await page.getByText("changed the stage to “Lead”").waitFor();
    await page.getByText("VIP", { exact: true }).waitFor();
    // Where the contact is, by the main number.
    await page.getByText("Denver").waitFor();
  });

  test("say everything that is wrong at once, and keep what was typed", async () => {
    const page = await openAs(tenant.rep, `/contacts/${id}`);
    await page.getByRole("link", { name: "Edit details" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("");
    await page.getByRole("textbox", { name: "Number 1" }).fill("12");
    await page.getByRole("textbox", { name: "Email 1" }).fill("nobody");
    await page.getByText("More fields").click();
    await page.getByRole("combobox", { name: "Time zone" }).fill("Mars");
    await page.getByText("More fields").click();
    await page.getByRole("button", { name: "Save" }).click();
    for (const sentence of [
      "Enter a name",
      "That isn't a valid phone number. Check the digits.",
      "That isn't an email address",
      "Choose a time zone",
    ]) {
      await page.getByText(sentence).waitFor();
    }
    const name = page.getByRole("textbox", { name: "Name" });
    expect(await name.evaluate((input) => input === document.activeElement)).toBe(true);
    expect(await page.getByRole("textbox", { name: "Email 1" }).inputValue()).toBe("nobody");
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "Edit details" }).waitFor();
    expect(await saved()).toMatchObject({ name: "Jane Doe" });
  });

  test("that two people change are asked about: the second sees what the first wrote", async () => {
    const page = await openAs(tenant.rep, `/contacts/${id}`);
    await page.getByRole("link", { name: "Edit job title" }).click();
    await page.getByRole("textbox", { name: "Job title" }).fill("Buyer");
    const theirs = tenant.manager.db.from("contacts").update({ title: "Director" }).eq("id", id);
    await given(theirs.select("id"));
    await page.getByRole("button", { name: "Save" }).click();
    await page
      .getByText("Mo Manager changed the job title to “Director” while you were editing.")
      .waitFor();
    expect(await saved()).toMatchObject({ title: "Director" });
  });

  test("hold the fields that the company adds, by their type", async () => {
    const admin = await openAs(tenant.admin, "/settings/contact-fields");
    const form = admin.getByRole("form", { name: "Add a field" });
    await form.getByRole("textbox", { name: "Name" }).fill("Plan");
    await form.getByRole("combobox", { name: "Type" }).selectOption("Choice");
    await form.getByRole("button", { name: "Add field" }).click();
    await form.getByText("Enter at least one choice.").waitFor();
    await form.getByRole("textbox", { name: "Choices" }).fill("Gold\nSilver");
    await form.getByRole("button", { name: "Add field" }).click();
    await admin.getByRole("list", { name: "Contact fields" }).getByText("Plan").waitFor();

    const page = await openAs(tenant.rep, `/contacts/${id}`);
    await page.getByRole("link", { name: "Edit details" }).click();
    await page.getByText("More fields").click();
    await page.getByRole("combobox", { name: "Plan" }).selectOption("Gold");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("changed “Plan” to “Gold”").waitFor();
    await page.getByRole("link", { name: "Edit plan" }).waitFor();
  });
});

test("an archived contact is out of the list, says so on its page, and is restored there", async () => {
  const page = await openAs(tenant.rep, `/contacts/${id}`);
  await page.getByRole("button", { name: "Archive contact" }).click();
  await page.getByText("This contact is archived").waitFor();
  await page.goto("/contacts");
  await page.getByText("No contacts yet").waitFor();
  await page.goto(`/contacts/${id}`);
  await page.getByRole("button", { name: "Restore" }).click();
  await page.getByRole("button", { name: "Archive contact" }).waitFor();
  expect((await saved()).archived_at).toBeNull();
});

test("a company shows its people and what happened with all of them, and is found by the palette", async () => {
  const other = { id: randomUUID(), name: "John Roe", company: "doe ltd", owner_id: "" };
  await saveContact(tenant.rep.db, saveContactIn("US").parse(other), null);
  const note = (contact_id: string, body: string) =>
    given(
      tenant.rep.db.from("notes").insert({ tenant_id: tenant.id, contact_id, body }).select("id"),
    );
  await note(id, "Jane wants a quote");
  await note(other.id, "John pays");
  const page = await openAs(tenant.rep, "/companies");
  await openPalette(page);
  await page.keyboard.type("doe l");
  await page.getByRole("option", { name: /^Doe Ltd/ }).click();
  await page.getByRole("heading", { name: "Doe Ltd" }).waitFor();
  const people = page.getByRole("list", { name: "People" });
  for (const name of ["Jane Doe", "John Roe"]) await people.getByText(name).waitFor();
  const timeline = page.getByRole("list", { name: "Timeline" });
  for (const body of ["Jane wants a quote", "John pays"]) await timeline.getByText(body).waitFor();

  await page.getByRole("link", { name: "Edit Doe Ltd" }).click();
  await page.getByRole("textbox", { name: "Main number" }).fill("(303) 555-0100");
  await page.getByRole("textbox", { name: "Name" }).fill("Doe & Roe");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Doe & Roe" }).waitFor();
  await page.getByRole("button", { name: "Call (303) 555-0100" }).waitFor();
  expect((await saved()).company).toBe("Doe & Roe");
});

test("a company's name comes up while it is typed", async () => {
  const page = await openAs(tenant.rep, "/contacts/new");
  const company = page.getByRole("combobox", { name: "Company" });
  await company.pressSequentially("doe");
  await page.locator("datalist option[value='Doe Ltd']").waitFor({ state: "attached" });
});

test("stages are added, moved and archived by admins; others see them", async () => {
  const page = await openAs(tenant.admin, "/settings/stages");
  const stages = page.getByRole("list", { name: "Stages", exact: true });
  const form = page.getByRole("form", { name: "Add a stage" });
  await form.getByRole("textbox", { name: "Name" }).fill("Lead");
  await form.getByRole("button", { name: "Add stage" }).click();
  await form.getByText("There is a stage with this name.").waitFor();
  await form.getByRole("textbox", { name: "Name" }).fill("Won");
  await form.getByRole("button", { name: "Add stage" }).click();
  await stages.getByText("Won").waitFor();
  await page.getByRole("button", { name: "Archive Lost" }).click();
  await page.getByRole("list", { name: "Archived stages" }).getByText("Lost").waitFor();
  await page.getByRole("button", { name: "Move Won up" }).click();
  await expect
    .poll(async () => (await stages.getByRole("listitem").allTextContents()).at(-1))
    .toContain("Customer");

  const rep = await openAs(tenant.rep, "/settings/stages");
  await rep.getByText("Stages are set by admins").waitFor();
  expect(await rep.getByRole("button", { name: /Archive/ }).count()).toBe(0);
});

test("a tag is renamed and deleted on every contact that has it, by managers", async () => {
  const typed = { id: randomUUID(), name: "Jo Tag", owner_id: "", tag: ["VIP"] };
  await saveContact(tenant.rep.db, saveContactIn("US").parse(typed), null);
  const page = await openAs(tenant.manager, "/settings/tags");
  await page.getByRole("button", { name: "Edit VIP" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Very important");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("link", { name: "Very important" }).click();
  await page.getByRole("link", { name: "Jo Tag" }).waitFor();
  await page.goto("/settings/tags");
  await page.getByRole("button", { name: "Delete Very important" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByText("No tags yet").waitFor();
});
