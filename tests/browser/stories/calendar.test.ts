import { afterAll, beforeAll, expect, test } from "vitest";
import { at, bookAs, openSalon, type Salon, wish } from "@/tests/database/booking/salon";
import { openAs, withBrowser } from "@/tests/support/browser";
import { makeTenant } from "@/tests/support/tenant";
import { admin } from "@/tests/telephony/record/call-record";

withBrowser();
let salon: Salon;
beforeAll(async () => {
  salon = await openSalon();
});
afterAll(() => admin.end());

const calendar = (view = "day") => `/calendar?view=${view}&day=${salon.day}`;

test("a rep books from a free time, sees what is taken, moves it and cancels it", async () => {
  const page = await openAs(salon.tenant.rep, calendar());
  await page.getByRole("link", { name: "Book 10:30 AM, Ana" }).click();
  await page.getByLabel("Search contacts").fill("Ioana");
  await page.waitForURL(/q=Ioana/);
  await page.getByRole("link", { name: /Ioana Pop/ }).click();
  await page.getByText("For Ioana Pop").waitFor();
  expect(await page.getByLabel("Starts").inputValue()).toBe(`${salon.day}T10:30`);
  await page.getByLabel("Service").selectOption({ label: "Cut" });
  await page.getByRole("button", { name: "Book", exact: true }).click();
  const ana = page.getByRole("region", { name: "Ana" });
  await ana.getByRole("link", { name: /Ioana Pop.*10:30 – 11:00 AM/ }).waitFor();

  await page.goto(
    `/calendar/new?contact=${salon.contact}&staff=${salon.ana}&at=${salon.day}T10:45`,
  );
  await page.getByLabel("Service").selectOption({ label: "Cut" });
  expect(await page.getByRole("button", { name: "10:30 AM", exact: true }).count()).toBe(0);
  await page.getByRole("button", { name: "Book", exact: true }).click();
  await page.getByText("That time is taken").first().waitFor();
  await page.getByRole("button", { name: "11:00 AM", exact: true }).click();
  await page.getByRole("button", { name: "Book", exact: true }).click();
  await ana.getByRole("link", { name: /11:00 – 11:30 AM/ }).click();

  await page.getByRole("form", { name: "Move this booking" }).waitFor();
  await page.getByRole("button", { name: "2:15 PM", exact: true }).click();
  await page.getByRole("button", { name: "Move", exact: true }).click();
  await page.getByText(/2:15 – 2:45 PM/).waitFor();
  await page.getByRole("button", { name: "Cancel booking" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel booking" }).click();
  await page.getByText("Canceled", { exact: true }).waitFor();
  await page.goto(calendar());
  await ana.getByRole("link", { name: /10:30 – 11:00 AM/ }).waitFor();
  expect(await ana.getByRole("link", { name: /2:15/ }).count()).toBe(0);
});

test("what is booked elsewhere stands in the calendar without a reload", async () => {
  const page = await openAs(salon.tenant.manager, calendar("week"));
  await page.getByRole("heading", { name: "Calendar" }).waitFor();
  await page.waitForLoadState("networkidle");
  const starts = at(salon.day, "15:00");
  await bookAs(salon.tenant.rep2, wish(salon, { starts, staff: salon.dan }));
  await page.getByRole("link", { name: /Ioana Pop.*3:00 – 3:30 PM/ }).waitFor();
});

test("the arrows go from one free time to the next, enter books it", async () => {
  const page = await openAs(salon.tenant.rep, calendar());
  const first = page.getByRole("link", { name: /^Book .*, Ana$/ }).first();
  await first.focus();
  for (const key of ["ArrowDown", "ArrowRight"]) await page.keyboard.press(key);
  const focused = page.locator(":focus");
  expect(await focused.getAttribute("aria-label")).toMatch(/:30 AM, Dan$/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/calendar\/new\?at=.*staff=/);
});

test("an admin sets up what can be booked, with whom and when", async () => {
  const tenant = await makeTenant({ withoutTwilio: true });
  const page = await openAs(tenant.admin, "/calendar");
  await page.getByRole("link", { name: "Set up booking" }).click();
  const service = page.getByRole("form", { name: "New service" });
  await service.getByLabel("Name").fill("Haircut");
  await service.getByLabel("Also called").fill("cut, trim");
  await service.getByLabel("Price (optional)").fill("49.90");
  await service.getByRole("button", { name: "Add service" }).click();
  await page.getByText("30 min · $49.90 · also “cut”, “trim”").waitFor();
  const staff = page.getByRole("form", { name: "New person or resource" });
  await staff.getByLabel("Name").fill("Ana");
  await staff.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("list", { name: "Staff and resources" }).getByText("Ana").waitFor();
  const hours = page.getByRole("form", { name: "Opening hours" });
  const monday = hours.getByRole("group", { name: "Monday" });
  await monday.getByLabel("from", { exact: true }).fill("09:00");
  await monday.getByLabel("until", { exact: true }).first().fill("17:00");
  await hours.getByRole("button", { name: "Save hours" }).click();
  await hours.getByText("Saved.").waitFor();
  await page.goto("/calendar");
  await page.getByRole("region", { name: "Ana" }).waitFor();
});
