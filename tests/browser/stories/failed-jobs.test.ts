import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { addJob, newName, owner } from "@/tests/database/jobs/stage";
import { openAs, withBrowser } from "@/tests/support/browser";
import { sweep } from "@/tests/support/sweeps";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";

withBrowser();
afterAll(() => owner.end());

/** A job of the tenant that used up its attempts, as a worker leaves it. */
async function plantDead(tenant: TestTenant, name = newName(), sentence?: string) {
  const key = randomUUID();
  await addJob(name, key, owner, tenant.id);
  await owner`update jobs.job set state = 'failed', retry_count = 4, retry_limit = 4,
      started_on = now(), completed_on = now(),
      output = ${owner.json({ message: "ECONNREFUSED 10.0.0.3", ...(sentence && { sentence }) })}
    where singleton_key = ${key}`;
}

test("an admin sees why a job failed and runs it again; once it succeeds it is gone", async () => {
  const tenant = await makeTenant();
  await plantDead(tenant, "accounts.compare", "Twilio refused the account's token.");
  const page = await openAs(tenant.admin, "/settings/failed-jobs");
  const row = page.getByRole("row", { name: /Compare calls with Twilio/ });
  await row.getByText("Twilio refused the account's token.").waitFor();
  await row.getByText("5 times").waitFor();
  await row.getByRole("button", { name: "Run again" }).click();
  await row.getByRole("button", { name: "Run again" }).waitFor({ state: "detached" });
  await sweep();
  await page.getByText("No failed jobs").waitFor();
  const noted = await owner`select from public.audit_log
    where tenant_id = ${tenant.id} and action = 'job.run_again'`;
  expect(noted).toHaveLength(1);
});

test("an error that was not written for people is not shown to them", async () => {
  const tenant = await makeTenant();
  await plantDead(tenant);
  const page = await openAs(tenant.admin, "/settings/failed-jobs");
  await page.getByText("Something unexpected went wrong.").waitFor();
  expect(await page.getByText("ECONNREFUSED").count()).toBe(0);
});

test("another company's failed jobs are nowhere, and nobody but an admin sees one's own", async () => {
  const [own, other] = [await makeTenant(), await makeTenant()];
  await plantDead(own);
  const theirs = await openAs(other.admin, "/settings/failed-jobs");
  await theirs.getByText("No failed jobs").waitFor();
  const manager = await openAs(own.manager, "/settings/failed-jobs");
  await manager.getByText("Only admins can change this").waitFor();
});

test("a job that two admins run again is run once more, by the first of them", async () => {
  const tenant = await makeTenant();
  await plantDead(tenant);
  const { data: jobs } = await tenant.admin.db.rpc("failed_jobs");
  const id = jobs?.[0]?.id ?? "";
  const answers = [];
  for (const _ of [1, 2]) {
    answers.push((await tenant.admin.db.rpc("run_job_again", { job: id })).data);
  }
  expect(answers).toEqual([true, false]);
  const page = await openAs(tenant.admin, "/settings/failed-jobs");
  await page.getByText("About to run").waitFor();
});
