import { addDays } from "date-fns";
import { expect, test } from "vitest";
import { countryName } from "@/lib/core/country";
import { dayOf } from "@/lib/core/time";
import { holidayCountries, publicHolidayOn } from "@/lib/holidays/dates";
import { openAs, withBrowser } from "@/tests/support/browser";
import { makeTenant } from "@/tests/support/tenant";
import { publish, routeOf } from "@/tests/telephony/calls/routed";
import { customer, onlyCall } from "@/tests/telephony/calls/walk";

withBrowser();

const daysAround = [-1, 0, 1].map((days) => dayOf(addDays(new Date(), days), "UTC"));
/** One in which it is no holiday while the test runs. */
const country = holidayCountries.find((one) =>
  daysAround.every((day) => !publicHolidayOn(one, day)),
);
if (!country) throw new Error("Today is a holiday everywhere");

test("a group that an admin makes is rung in turn by a route, and the call's page says who was", async () => {
  const tenant = await makeTenant();
  const { rep, rep2, carrier, accountSid } = tenant;
  await publish(tenant, routeOf(tenant, true, [tenant.manager.userId]));
  const page = await openAs(tenant.admin, "/settings/groups");
  const press = (name: string | RegExp) =>
    page
      .getByRole("button", { name, exact: typeof name === "string" })
      .first()
      .press("Enter");

  await press("New group");
  const group = page.getByRole("dialog", { name: "New group" });
  await group.getByLabel("Name").press("S");
  await page.keyboard.type("ales");
  const people = group.getByRole("list", { name: "People in the group" }).getByRole("listitem");
  for (const name of ["Rob Rep", "Rae Rep"]) {
    await group.getByLabel("Add a person").selectOption({ label: name });
    await people.filter({ hasText: name }).waitFor();
  }
  await press("Ring Rae Rep earlier");
  await expect.poll(() => people.allTextContents()).toEqual(["Rae Rep", "Rob Rep"]);
  await press("Add group");
  await page.getByRole("list", { name: "Groups" }).getByText("Sales").waitFor();

  await page.goto("/settings/routing");
  await page.getByRole("link", { name: "Main" }).click();
  await press(/2\. Hours/);
  const holidays = page.getByLabel("Closed on the public holidays of");
  await holidays.selectOption(country);
  await page.getByText(`closed on ${countryName(country)} holidays`).waitFor();
  await press(/3\. Ring/);
  await page.getByLabel("Who is rung").selectOption({ label: "A group" });
  await page.getByLabel("Group", { exact: true }).selectOption({ label: "Sales" });
  await page.getByText("Rae Rep and Rob Rep", { exact: true }).waitFor();
  await page.getByLabel("Whose phone rings first").selectOption("in_turn");
  await page.getByLabel("Ring for (seconds)").fill("10");
  await press("Publish");
  await page.getByText("Published.", { exact: true }).waitFor();

  const handset = (number: string) => carrier.handset(accountSid, number);
  const stateOf = async (number: string) => (await handset(number).state()).state;
  await handset(customer).dial(tenant.number);
  await carrier.advance(accountSid, 8);
  expect([await stateOf(rep.phone), await stateOf(rep2.phone)]).toEqual(["ringing", "idle"]);
  await carrier.advance(accountSid, 16);
  expect([await stateOf(rep.phone), await stateOf(rep2.phone)]).toEqual(["idle", "ringing"]);
  await handset(rep2.phone).answer();
  await carrier.advance(accountSid, 2);
  await handset(rep2.phone).press("1");
  await carrier.advance(accountSid, 20);
  await handset(customer).hangup();
  await carrier.runUntilIdle(accountSid);

  const call = await onlyCall(tenant);
  expect(call).toMatchObject({ outcome: "connected", user_id: rep2.userId });
  await page.goto(`/calls/${call.id}`);
  const steps = page.getByRole("list", { name: "Steps of the route" });
  await steps.getByText("Rae Rep: didn't answer").waitFor();
  await steps.getByText("Rob Rep: rung").waitFor();
  await steps.getByText("the caller's number").first().waitFor();
});
