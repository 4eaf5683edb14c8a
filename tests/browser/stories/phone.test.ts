import { beforeAll, describe, expect, test } from "vitest";
import { addFurther } from "@/lib/phones/further";
import { readRingOrder } from "@/lib/softphone/ring-order";
import { expectComplaint, openAs, openPage, signIn, withBrowser } from "@/tests/support/browser";
import { actorOf } from "@/tests/support/imports";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer } from "@/tests/telephony/calls/walk";

withBrowser();

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTenant();
  const { data } = await tenant.rep.db
    .from("contacts")
    .insert({ tenant_id: tenant.id, name: "Jane Doe" })
    .select("id")
    .single();
  const contact_id = data?.id ?? "";
  const phone = { tenant_id: tenant.id, contact_id, phone: customer };
  await tenant.rep.db.from("contact_phones").insert(phone);
});

const newPhone = "+12065550166";

async function hearCode(phone = newPhone): Promise<string> {
  await tenant.carrier.advance(tenant.accountSid, 2);
  const handset = tenant.carrier.handset(tenant.accountSid, phone);
  await handset.answer();
  await tenant.carrier.advance(tenant.accountSid, 2);
  const { hears } = await handset.state();
  await handset.hangup();
  await tenant.carrier.settle(tenant.accountSid);
  return hears?.match(/\d(?:, \d){5}/)?.[0].replaceAll(", ", "") ?? "";
}

describe("a rep with a new phone", () => {
  test("is led from the contacts to its verification, types the code they hear, and can call", async () => {
    const page = await openAs(tenant.rep, "/settings/profile");
    await page.getByText("Verified", { exact: true }).waitFor();
    await page.getByLabel("Personal phone").fill("(206) 555-0166");
    await page.getByRole("button", { name: "Save phone" }).click();
    await page.getByText("Not verified").waitFor();

    await page.goto("/contacts");
    await page
      .getByRole("region", { name: "Get started" })
      .getByText("Verify your phone")
      .waitFor();
    expectComplaint(/422/);
    await page.getByRole("button", { name: /^Call Jane Doe/ }).click();
    await page.getByRole("link", { name: "Verify your phone" }).click();
    await page.waitForURL("**/settings/profile");

    await page.getByRole("button", { name: "Call me with a code" }).click();
    await page.getByLabel("Code").waitFor();
    const code = await hearCode();
    await page.getByLabel("Code").fill(code === "000000" ? "111111" : "000000");
    await page.getByRole("button", { name: "Verify phone" }).click();
    await page.getByText("Wrong code.").waitFor();
    await page.getByText("4 tries left.").waitFor();
    await page.getByLabel("Code").fill(`${code.slice(0, 3)} ${code.slice(3)}`);
    await page.getByRole("button", { name: "Verify phone" }).click();
    await page.getByText("Verified", { exact: true }).waitFor();
    expect(await page.getByLabel("Code").count()).toBe(0);

    await page.goto("/contacts");
    expect(await page.getByText("Verify your phone to call").count()).toBe(0);
    await page.getByRole("button", { name: /^Call Jane Doe/ }).click();
    await page.getByRole("region", { name: "Current call" }).waitFor();
  });

  test("reads so after five wrong codes, and may ask for another call", async () => {
    const { rep2 } = tenant;
    await rep2.db.from("personal_phones").update({ phone: newPhone }).eq("user_id", rep2.userId);
    const page = await openAs(rep2, "/settings/profile");
    await page.getByRole("button", { name: "Call me with a code" }).click();
    await page.getByLabel("Code").waitFor();
    const code = await hearCode();
    for (const left of [4, 3, 2, 1]) {
      await page.getByLabel("Code").fill(code === "000000" ? "111111" : "000000");
      await page.getByRole("button", { name: "Verify phone" }).click();
      await page.getByText(left === 1 ? "1 try left." : `${left} tries left.`).waitFor();
    }
    await page.getByLabel("Code").fill(code === "000000" ? "111111" : "000000");
    await page.getByRole("button", { name: "Verify phone" }).click();
    await page.getByText("Too many wrong codes").waitFor();
    await page.getByRole("button", { name: "Call me again" }).click();
    await page.getByLabel("Code").waitFor();
    await page.getByLabel("Code").fill(await hearCode());
    await page.getByRole("button", { name: "Verify phone" }).click();
    await page.getByText("Verified", { exact: true }).waitFor();
  });

  test("adds a second one, verifies it, and makes it their first", async () => {
    const page = await openAs(tenant.admin, "/settings/profile");
    const desk = page.getByRole("region", { name: "(206) 555-0168" });
    const add = page.getByRole("form", { name: "Add a phone" });
    await add.getByLabel("Another phone").fill(tenant.admin.phone);
    await add.getByRole("button", { name: "Add phone" }).click();
    await add.getByText("You have added this phone already.").waitFor();
    await add.getByLabel("Another phone").fill("(206) 555-0168");
    await add.getByLabel("Phone name").fill("Desk phone");
    await add.getByLabel("Phone name").press("Enter");
    await desk.getByText("Not verified").waitFor();
    await desk.getByRole("button", { name: "Call me with a code" }).click();
    await desk.getByLabel("Code").waitFor();
    await desk.getByLabel("Code").fill(await hearCode("+12065550168"));
    await desk.getByLabel("Code").press("Enter");
    await desk.getByText("Verified", { exact: true }).waitFor();
    await desk.getByRole("button", { name: "Make it my first phone" }).click();
    await page.getByRole("button", { name: "Make it first" }).click();
    await expect.poll(() => page.getByLabel("Personal phone").inputValue()).toBe("(206) 555-0168");
  });

  test("verifies it without JavaScript too", async () => {
    await tenant.manager.db
      .from("personal_phones")
      .update({ phone: newPhone })
      .eq("user_id", tenant.manager.userId);
    const page = await openPage("/login");
    await signIn(page, tenant.manager);
    const plain = await openPage("/login", { javaScriptEnabled: false });
    await plain.context().addCookies(await page.context().cookies());
    await plain.goto("/settings/profile");
    await plain.getByRole("button", { name: "Call me with a code" }).click();
    await plain.getByLabel("Code").waitFor();
    await plain.getByLabel("Code").fill(await hearCode());
    await plain.getByRole("button", { name: "Verify phone" }).click();
    await plain.getByText("Verified", { exact: true }).waitFor();
  });
});

test("a rep with two phones has them ring one after another, the second first", async () => {
  const other = await makeTenant();
  const actor = await actorOf(other.rep);
  await addFurther(actor, { name: "Desk", phone: "+12065550167" });
  const page = await openAs(other.rep, "/settings/profile");
  await page.getByLabel("My phones ring").selectOption({ label: "One after another" });
  await page.getByRole("button", { name: "Save order" }).click();
  const turns = page.getByRole("list", { name: "They ring in this order" }).getByRole("listitem");
  await turns.nth(1).getByText("Desk: (206) 555-0167").waitFor();
  await page.getByRole("button", { name: "Move Desk: (206) 555-0167 up" }).press("Enter");
  await turns.nth(0).getByText("Desk: (206) 555-0167").waitFor();
  expect(await readRingOrder(actor)).toEqual([2, 1, 3, 0]);
  await page.getByLabel("My phones ring").selectOption({ label: "All at once" });
  await page.getByRole("button", { name: "Save order" }).click();
  await expect.poll(() => turns.count()).toBe(0);
  expect(await readRingOrder(actor)).toBeNull();
});
