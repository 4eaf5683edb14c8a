import type { Page } from "playwright";
import { beforeEach, describe, expect, test } from "vitest";
import { addContact, addNote, addTask } from "@/tests/database/notifications/stage";
import { openAs, withBrowser } from "@/tests/support/browser";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { ringInVain } from "@/tests/telephony/calls/walk";

withBrowser();

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

const bell = (page: Page) => page.getByRole("link", { name: /^Notifications/ });
const panelOf = (page: Page) => page.getByRole("dialog", { name: "Notifications" });
const rowsOf = (page: Page) => panelOf(page).getByRole("listitem");
const nameOf = async (page: Page) => (await bell(page).textContent())?.trim();

const mention = async (of: string, about = "Jane Doe") => {
  const contact = await addContact(tenant, tenant.rep, { name: about });
  await addNote(tenant, tenant.rep, contact, `@${of}, look at this`);
  return contact;
};

describe("the bell", () => {
  test("counts what is unread as it comes; opening one leads to its subject and marks it in every tab", async () => {
    const page = await openAs(tenant.rep2);
    const other = await page.context().newPage();
    await other.goto("/calls");
    await expect.poll(() => nameOf(page)).toBe("Notifications");
    const contact = await mention("Rob Rep");
    await addTask(tenant, tenant.manager, { owner_id: tenant.rep2.userId });
    for (const tab of [page, other]) {
      await expect.poll(() => nameOf(tab)).toBe("Notifications2 unread");
    }
    await bell(page).click();
    await panelOf(page)
      .getByRole("link", { name: "Unread: Mo Manager gave you a task: Send the quote" })
      .waitFor();
    await panelOf(page)
      .getByRole("link", { name: "Unread: Rae Rep mentioned you in a note about Jane Doe" })
      .click();
    await page.waitForURL(`**/contacts/${contact}`);
    expect(await panelOf(page).count()).toBe(0);
    for (const tab of [page, other]) {
      await expect.poll(() => nameOf(tab)).toBe("Notifications1 unread");
    }
  });

  test("is opened by a key, its rows by j, k and Enter; Esc closes it and gives the focus back", async () => {
    await mention("Rob Rep", "First");
    const second = await mention("Rob Rep", "Second");
    const page = await openAs(tenant.rep2);
    await page.getByRole("heading", { name: "Contacts" }).waitFor();
    await expect.poll(() => nameOf(page)).toBe("Notifications2 unread");
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
    await expect
      .poll(async () => {
        // The page takes keys once its scripts have run, a moment after it is seen.
        if ((await panelOf(page).count()) === 0) await page.keyboard.press("i");
        return focused();
      })
      .toMatch(/about Second$/);
    await page.keyboard.press("j");
    await expect.poll(focused).toMatch(/about First$/);
    await page.keyboard.press("Escape");
    await panelOf(page).waitFor({ state: "detached" });
    await expect.poll(focused).toMatch(/^Notifications/);
    await page.keyboard.press("i");
    await expect.poll(focused).toMatch(/about Second$/);
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/contacts/${second}`);
  });

  test("marks one as read, and all, without leaving the page", async () => {
    for (const about of ["First", "Second", "Third"]) await mention("Rob Rep", about);
    const page = await openAs(tenant.rep2);
    await bell(page).click();
    await panelOf(page)
      .getByRole("button", { name: /^Mark as read: .* about Second$/ })
      .click();
    await expect.poll(() => nameOf(page)).toBe("Notifications2 unread");
    await panelOf(page).getByRole("button", { name: "Mark all as read" }).click();
    await expect.poll(() => nameOf(page)).toBe("Notifications");
    expect(await rowsOf(page).count()).toBe(3);
    await expect.poll(() => panelOf(page).getByText("Unread: ").count()).toBe(0);
  });
});

describe("a missed call", () => {
  test("is noticed by whom it rang, wherever they are", async () => {
    await tenant.carrier.scriptHandset(tenant.accountSid, tenant.rep.phone, {
      behaviour: "no-answer",
    });
    const page = await openAs(tenant.rep, "/tasks");
    await ringInVain(tenant);
    await expect.poll(() => nameOf(page)).toBe("Notifications1 unread");
    await bell(page).click();
    await panelOf(page)
      .getByRole("link", { name: "Unread: Missed call from (206) 555-0177" })
      .waitFor();
  });
});

describe("a note's @", () => {
  test("offers colleagues; whom one chooses by the keys is notified", async () => {
    const contact = await addContact(tenant, tenant.rep);
    const page = await openAs(tenant.rep, `/contacts/${contact}`);
    const note = page.getByRole("textbox", { name: "Note" });
    await note.pressSequentially("Ask @r");
    const people = page.getByRole("listbox", { name: "People to mention" });
    await people.getByRole("option", { name: "Rae Rep", selected: true }).waitFor();
    await note.press("ArrowDown");
    await people.getByRole("option", { name: "Rob Rep", selected: true }).waitFor();
    await note.press("Enter");
    await people.waitFor({ state: "detached" });
    expect(await note.inputValue()).toBe("Ask @Rob Rep ");
    await note.pressSequentially("and @mo");
    await people.getByRole("option", { name: "Mo Manager" }).click();
    expect(await note.inputValue()).toBe("Ask @Rob Rep and @Mo Manager ");
    await page.getByRole("button", { name: "Add note" }).click();
    await page.getByText("Ask @Rob Rep and @Mo Manager").first().waitFor();
    const colleague = await openAs(tenant.rep2);
    await expect.poll(() => nameOf(colleague)).toBe("Notifications1 unread");
  });
});

/** A browser that allows notifications and keeps what it showed, from all of its tabs. */
async function openAllowing(path: string): Promise<Page> {
  const page = await openAs(tenant.rep2, "/settings/notifications");
  await page.context().addInitScript(() => {
    class Shown extends EventTarget {
      static permission = "granted";
      static requestPermission = async () => "granted";
      constructor(title: string) {
        super();
        const before = localStorage.getItem("test.shown") ?? "";
        localStorage.setItem("test.shown", `${before}${title}\n`);
      }
      close() {}
    }
    Object.assign(window, { Notification: Shown });
  });
  await page.reload();
  const choice = page.getByLabel("Show notifications");
  // The switch works once the page's script has loaded.
  await expect
    .poll(async () => {
      await choice.check();
      return page.evaluate(() => localStorage.getItem("ringbook.incoming") ?? "");
    })
    .toContain('"events":true');
  await page.goto(path);
  return page;
}

const shownBy = (page: Page) =>
  page.evaluate(() => (localStorage.getItem("test.shown") ?? "").split("\n").filter(Boolean));

describe("the browser, where it is allowed to", () => {
  test("shows each once, though several tabs are open, and what it showed never again", async () => {
    const page = await openAllowing("/contacts");
    const other = await page.context().newPage();
    await other.goto("/calls");
    for (const tab of [page, other]) await expect.poll(() => nameOf(tab)).toBe("Notifications");
    await mention("Rob Rep", "First");
    await expect.poll(() => shownBy(page)).toEqual(["Rae Rep mentioned you in a note about First"]);
    await mention("Rob Rep", "Second");
    for (const tab of [page, other]) {
      await expect.poll(() => nameOf(tab)).toBe("Notifications2 unread");
    }
    await page.reload();
    await expect.poll(() => nameOf(page)).toBe("Notifications2 unread");
    expect(await shownBy(page)).toEqual([
      "Rae Rep mentioned you in a note about First",
      "Rae Rep mentioned you in a note about Second",
    ]);
  });

  test("shows nothing of the kinds that were switched off, nor of what one looks at", async () => {
    const contact = await addContact(tenant, tenant.rep);
    const page = await openAllowing("/settings/notifications");
    await page.getByLabel("Assigned to you: Browser").uncheck();
    await page.getByRole("button", { name: "Save notifications" }).click();
    await page.getByText("Saved.").waitFor();
    await page.goto(`/contacts/${contact}`);
    await page.bringToFront();
    await expect.poll(() => nameOf(page)).toBe("Notifications");
    await addTask(tenant, tenant.rep, { owner_id: tenant.rep2.userId });
    await addNote(tenant, tenant.rep, contact, "@Rob Rep");
    await expect.poll(() => nameOf(page)).toBe("Notifications2 unread");
    await mention("Rob Rep", "Third");
    await expect.poll(() => shownBy(page)).toEqual(["Rae Rep mentioned you in a note about Third"]);
  });

  test("is asked once; where it refuses, the settings say how to allow it", async () => {
    const page = await openAs(tenant.rep2, "/settings/notifications");
    await page.evaluate(() => {
      Object.assign(window, { Notification: { requestPermission: async () => "denied" } });
    });
    const choice = page.getByLabel("Show notifications");
    await choice.click();
    await page
      .getByRole("alert")
      .getByText(/Your browser blocks notifications/)
      .waitFor();
    expect(await choice.isChecked()).toBe(false);
  });
});

describe("the settings", () => {
  test("keep the time of the daily email and the kinds that are in it", async () => {
    const page = await openAs(tenant.rep2, "/settings/notifications");
    await page.getByLabel("Daily email", { exact: true }).selectOption({ label: "8:00 AM" });
    await page.getByLabel("Mentions: Email").uncheck();
    await page.getByRole("button", { name: "Save notifications" }).click();
    await page.getByText("Saved.").waitFor();
    await page.reload();
    expect(await page.getByLabel("Daily email", { exact: true }).inputValue()).toBe("08:00");
    expect(await page.getByLabel("Mentions: Email").isChecked()).toBe(false);
    expect(await page.getByLabel("Mentions: Browser").isChecked()).toBe(true);
    await page.getByLabel("Daily email", { exact: true }).selectOption({ label: "Don't send" });
    await page.getByRole("button", { name: "Save notifications" }).click();
    const settings = tenant.rep2.db.from("notification_settings").select("mail_at, mail_off");
    await expect
      .poll(async () => (await settings).data)
      .toEqual([{ mail_at: null, mail_off: ["mentioned"] }]);
  });
});

describe("the page of notifications", () => {
  test("lists them page by page, all or unread, and marks all as read", async () => {
    const many = Array.from({ length: 55 }, (_, nth) => ({
      ...{ tenant_id: tenant.id, owner_id: tenant.rep2.userId, created_by: tenant.manager.userId },
      title: `Task ${String(nth).padStart(2, "0")}`,
    }));
    for (const task of many) {
      const { error } = await tenant.manager.db.from("tasks").insert(task);
      if (error) throw error;
    }
    const page = await openAs(tenant.rep2, "/notifications");
    const rows = page
      .getByRole("list", { name: "Notifications", exact: true })
      .getByRole("listitem");
    await expect.poll(() => rows.count()).toBe(50);
    await rows.first().getByText("Task 54").waitFor();
    await page.getByRole("link", { name: "Older" }).click();
    await rows.first().getByText("Task 04").waitFor();
    expect(await rows.count()).toBe(5);
    await page.getByRole("link", { name: "Newest" }).click();
    await rows.first().getByText("Task 54").waitFor();
    await page.getByRole("button", { name: "Mark all as read" }).click();
    await expect.poll(() => nameOf(page)).toBe("Notifications");
    await page.getByRole("link", { name: "Unread", exact: true }).click();
    await page.getByRole("heading", { name: "Everything is read" }).waitFor();
  });
});
