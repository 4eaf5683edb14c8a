import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importContactsJob } from "@/lib/imports/job";
import { runJobs } from "@/lib/jobs/run";
import { openAs, openPage, signIn, withBrowser } from "@/tests/support/browser";
import { makeTenant } from "@/tests/support/tenant";

withBrowser();

// The tests' stack has no worker.
const stopping = new AbortController();
let worker: Promise<void>;
beforeAll(() => {
  worker = runJobs([importContactsJob], stopping.signal);
});
afterAll(() => {
  stopping.abort();
  return worker;
});

const file = (text: string) => ({
  name: "leads.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(text, "latin1"),
});

describe("importing contacts", () => {
  test("from a file: columns, preview, result, the rows left out, and undone as a whole", async () => {
    const { rep } = await makeTenant({ withoutTwilio: true });
    const page = await openAs(rep);
    await page.getByRole("link", { name: "Import" }).first().click();
    await page.getByRole("button", { name: "Upload" }).click();
    await page.getByText("Choose a file.").waitFor();
    const leads =
      "Full name;Telephone;Score\nZo\u00eb M\u00fcller;206 555 0161;7\n=1+1;206 555 0162;\nBo;12;\n";
    await page.getByLabel("CSV file").setInputFiles(file(leads));
    await page.getByRole("button", { name: "Upload" }).click();

    await page.getByRole("heading", { name: "leads.csv" }).waitFor();
    expect(await page.getByLabel("Import Full name as").inputValue()).toBe("name");
    expect(await page.getByLabel("Import Score as").inputValue()).toBe("");
    await page.getByRole("button", { name: "Preview" }).click();

    const preview = page.getByRole("table", { name: "Preview" });
    await preview.getByText("Zoë Müller").waitFor();
    await preview.getByText("Telephone: “12” isn't a valid phone number.").waitFor();
    await page.getByRole("button", { name: "Import 3 rows" }).click();

    await page.getByRole("heading", { name: "Imported" }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download the row left out" }).click(),
    ]);
    expect(readFileSync(await download.path(), "utf8")).toBe(
      "\ufeffRow,Result,Reason,Full name,Telephone,Score\r\n4,Error,Telephone: “12” isn't a valid phone number.,Bo,12,\r\n",
    );

    await page.getByRole("link", { name: "Show contacts" }).click();
    await page.getByRole("link", { name: "=1+1" }).waitFor();
    await page.getByRole("link", { name: "Import" }).first().click();
    await page.getByRole("link", { name: "leads.csv" }).click();
    await page.getByRole("button", { name: "Undo import…" }).click();
    await page.getByRole("button", { name: "Undo the import" }).click();
    await page.getByRole("heading", { name: "Undone" }).waitFor();
    await page.getByRole("link", { name: "Show contacts" }).click();
    await page.getByText("No contacts yet").waitFor();
  });

  test("by pasting from a spreadsheet, before JavaScript has loaded", async () => {
    const { rep } = await makeTenant({ withoutTwilio: true });
    const page = await openPage("/login", { javaScriptEnabled: false });
    await signIn(page, rep);
    await page.goto("/contacts/import");
    await page.getByLabel("Rows").fill("Name\tPhone\nJane Doe\t206 555 0163\n");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "Preview" }).click();
    await page.getByRole("button", { name: "Import 1 row" }).click();
    await expect
      .poll(async () => {
        await page.goto("/contacts");
        return page.getByRole("link", { name: "Jane Doe" }).count();
      })
      .toBe(1);
  });
});
