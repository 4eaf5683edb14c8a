import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { given } from "@/tests/database/rls/visitor";
import { openAs, withBrowser } from "@/tests/support/browser";
import { sessionCookie } from "@/tests/support/cookie";
import { openForm } from "@/tests/support/form";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";

withBrowser();

let tenant: TestTenant;
let id: string;
beforeEach(async () => {
  tenant = await makeTenant({ withoutTwilio: true });
  id = randomUUID();
  const contact = { id, tenant_id: tenant.id, name: "Jane Doe" };
  await given(tenant.rep.db.from("contacts").insert(contact).select("id"));
  const phone = { tenant_id: tenant.id, contact_id: id, phone: "+12065550180" };
  await given(tenant.rep.db.from("contact_phones").insert(phone).select("id"));
});

const notes = async () =>
  (await given(tenant.rep.db.from("notes").select("body").eq("contact_id", id))).map(
    ({ body }) => body,
  );

describe("on a contact's page", () => {
  test("a note is written by keyboard, pinned, found by its filter and edited", async () => {
    const page = await openAs(tenant.rep, `/contacts/${id}`);
    await page.getByRole("link", { name: "Notes" }).click();
    await page.getByText("No notes yet").waitFor();
    await page.getByRole("textbox", { name: "Note" }).fill("Wants a quote");
    await page.keyboard.press("Control+Enter");
    const timeline = page.getByRole("list", { name: "Timeline" });
    await timeline.getByText("Wants a quote").waitFor();
    expect(await page.getByRole("textbox", { name: "Note" }).inputValue()).toBe("");

    await page.getByRole("button", { name: "Note by you: actions" }).click();
    await page.getByRole("menuitem", { name: "Pin to top" }).click();
    const pinned = page.getByRole("region", { name: "Pinned note" });
    await pinned.getByText("Wants a quote").waitFor();

    await pinned.getByRole("button", { name: "Note by you: actions" }).click();
    await page.getByRole("menuitem", { name: "Edit" }).click();
    const dialog = page.getByRole("dialog", { name: "Edit note" });
    await dialog.getByRole("textbox", { name: "Note" }).fill("Wants two quotes");
    await dialog.getByRole("button", { name: "Save" }).click();
    await pinned.getByText("Wants two quotes").waitFor();

    await page.getByRole("link", { name: "Changes" }).click();
    await page.getByText("added this contact").waitFor();
    expect(await page.getByText("Wants two quotes").count()).toBe(0);
  });

  test("a call that happened elsewhere is logged from the palette, with what follows it", async () => {
    const page = await openAs(tenant.rep, "/tasks");
    await page.getByRole("button", { name: "Search or call" }).click();
    await page.getByRole("combobox", { name: "Search or call" }).fill("log a call");
    await page.getByRole("option", { name: "Log a call" }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/calls/log");
    await page.getByRole("searchbox", { name: "Search contacts" }).fill("jane");
    await page.waitForURL("**/calls/log?q=jane");
    await page.getByRole("list", { name: "Contacts" }).getByRole("link", { name: "Jane" }).click();
    await page.getByLabel("Outcome").selectOption("Call back");
    await page.getByLabel("Minutes").fill("12");
    await page.getByLabel("What was said?").fill("Met at the fair");
    await page.getByRole("button", { name: "Log call" }).dblclick();
    await page.waitForURL(`**/contacts/${id}`);
    const timeline = page.getByRole("list", { name: "Timeline" });
    await timeline.getByText("Met at the fair").waitFor();
    await timeline.getByText("Call Jane Doe again (Call back)").waitFor();
    await page.getByRole("link", { name: "Calls", exact: true }).last().click();
    await page.waitForURL("**?show=calls");
    const logged = timeline.getByRole("listitem").filter({ hasText: "You called Jane Doe" });
    await logged.getByText("talked 12:00").waitFor();
    await logged.getByRole("button", { name: "Delete “You called Jane Doe”" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page.getByText("No calls yet").waitFor();
    await page.keyboard.press("l");
    await page.waitForURL("**/log-call");
  });

  test("what a colleague writes appears by itself, and others may not edit it", async () => {
    const page = await openAs(tenant.rep2, `/contacts/${id}`);
    await page.getByText("added this contact").waitFor();
    const note = { tenant_id: tenant.id, contact_id: id, body: "Called at noon" };
    await given(tenant.rep.db.from("notes").insert(note).select("id"));
    await page.getByText("Called at noon").waitFor();
    await page.getByRole("button", { name: "Note by Rae Rep: actions" }).click();
    await page.getByRole("menuitem", { name: "Pin to top" }).waitFor();
    expect(await page.getByRole("menuitem", { name: "Edit" }).count()).toBe(0);
  });

  test("a note is added without script, and once however often it is sent", async () => {
    const cookie = await sessionCookie(tenant.rep);
    const form = await openForm(`/contacts/${id}`, { cookie, having: 'name="body"' });
    await form.send({ body: "Typed before the script" });
    await form.send({ body: "Typed before the script" });
    expect(await notes()).toEqual(["Typed before the script"]);
  });

  test("the main number is called by the one button that stands out", async () => {
    const page = await openAs(tenant.rep, `/contacts/${id}`);
    await page.getByRole("button", { name: "Call (206) 555-0180", exact: true }).waitFor();
    const number = "+12065550180";
    const listed = tenant.manager.db.from("do_not_call").insert({ tenant_id: tenant.id, number });
    await given(listed.select("id"));
    await page.reload();
    await page.getByText("Do not call").first().waitFor();
    expect(await page.getByRole("button", { name: /^Call \(206\)/ }).count()).toBe(0);
  });

  test("a task is added, done by one click and opened again", async () => {
    const page = await openAs(tenant.rep, `/contacts/${id}`);
    await page.getByRole("button", { name: "Task", exact: true }).click();
    await page.getByRole("textbox", { name: "Task" }).fill("Send the quote");
    await page.getByRole("button", { name: "Add task" }).click();
    const open = page.getByRole("list", { name: "Open tasks" });
    await open.getByRole("button", { name: "Complete Send the quote" }).click();
    const timeline = page.getByRole("list", { name: "Timeline" });
    await timeline.getByRole("button", { name: "Reopen Send the quote" }).click();
    await open.getByRole("button", { name: "Complete Send the quote" }).waitFor();

    await open.getByRole("link", { name: "Edit Send the quote" }).click();
    const form = page.getByRole("form", { name: "Edit task" });
    await form.getByRole("textbox", { name: "Task" }).fill("Send two quotes");
    await form.getByLabel("Due").fill("2030-01-31T09:00");
    await form.getByText("Reminder and repeat").click();
    await form.getByLabel("Reminder").selectOption("1 hour before");
    await form.getByLabel("Repeat").selectOption("Every month");
    await form.getByRole("button", { name: "Save" }).click();
    await page.waitForURL(`**/contacts/${id}`);
    await open.getByText("Send two quotes").waitFor();
    await open.getByText("Every month").waitFor();
  });
});

describe("on the page of tasks", () => {
  test("they stand by when they are due, mine or the team's", async () => {
    const day = 86_400_000;
    const due = (days: number) => new Date(Date.now() + days * day).toISOString();
    const task = (title: string, due_at: string | null, owner_id = tenant.rep.userId) => ({
      tenant_id: tenant.id,
      title,
      due_at,
      owner_id,
    });
    const tasks = [
      task("Late", due(-2)),
      task("Later", due(5)),
      task("Some day", null),
      task("Not mine", due(6), tenant.rep2.userId),
    ];
    await given(tenant.rep.db.from("tasks").insert(tasks).select("id"));
    const page = await openAs(tenant.rep, "/tasks");
    const section = (name: string) => page.getByRole("list", { name, exact: true });
    await section("Overdue").getByText("Late", { exact: true }).waitFor();
    await section("Upcoming").getByText("Later", { exact: true }).waitFor();
    await section("No date").getByText("Some day").waitFor();
    expect(await page.getByText("Not mine").count()).toBe(0);
    const badge = page.getByRole("link", { name: /Tasks 1 overdue or due today/ });
    await badge.waitFor();
    await page.getByRole("link", { name: "Team" }).click();
    await section("Upcoming").getByText("Not mine").waitFor();
    await page.getByRole("button", { name: "Complete Late", exact: true }).click();
    await section("Overdue").waitFor({ state: "detached" });
    await page.getByText("“Late” is done").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Complete Late", exact: true }).click();
    await section("Overdue").waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Done", exact: true }).click();
    await page.getByRole("button", { name: "Reopen Late", exact: true }).click();
    await page.getByText("Nothing done yet").waitFor();
  });
});
