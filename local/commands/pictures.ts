import { rmSync } from "node:fs";
import { join } from "node:path";
import { buildApp } from "@/local/app/build";
import { openDataFolder } from "@/local/data-folder";
import { seedDemo } from "@/local/demo/seed";
import { dataFolder } from "@/local/options";
import { takeLive, talkingBrowser } from "@/local/pictures/live";
import { leaveTalking } from "@/local/pictures/live-talk";
import { addressesOf } from "@/local/pictures/pages";
import { takePictures } from "@/local/pictures/take";
import { connect } from "@/local/postgres/database";
import { findFreePorts } from "@/local/processes/ports";
import { runCommand, say } from "@/local/run-command";
import { makeScratchFolder } from "@/local/scratch-folder";
import { startStack } from "@/local/stack";
import { newPerson, planTenant, plantTenants } from "@/local/tenant/plant";
import { ensureBrowser } from "@/local/test/browser";
import { launchChromium } from "@/local/test/chromium";

const full = "admin@acme.test";

/**
 * Pictures of the desk's pages, with the demo's data ("full") and of a company that has just begun
 * ("empty"), on a stack of its own: `npm run pictures -- /contacts /settings` takes only those.
 * "live" are calls as they go on: `npm run pictures -- live` takes only them.
 */
runCommand(async (interrupted) => {
  const wanted = process.argv.slice(2);
  const executablePath = await ensureBrowser(say);
  const scratch = makeScratchFolder();
  try {
    return await takeAll(wanted, { scratch: scratch.path, executablePath, interrupted });
  } finally {
    scratch.remove();
  }
});

async function takeAll(
  wanted: string[],
  run: { scratch: string; executablePath: string; interrupted: AbortSignal },
): Promise<number> {
  const { scratch, executablePath, interrupted } = run;
  openDataFolder(scratch);
  await buildApp({ logFolder: join(scratch, "logs"), interrupted, log: say });
  const beginner = newPerson("admin", undefined, { name: "Sam Reed" });
  const empty = planTenant({
    ...{ name: "New Company", people: [beginner], numbers: [], account: null },
  });
  const stack = await startStack({
    ports: await findFreePorts(),
    dataDir: scratch,
    app: "start",
    schedule: false,
    interrupted,
    beforeApp: (facts) => seedDemo(facts, say),
    log: () => {},
  });
  const folder = join(dataFolder(), "pictures");
  const sql = connect(stack.adminDatabaseUrl);
  const browser = await launchChromium(executablePath, talkingBrowser);
  try {
    rmSync(folder, { recursive: true, force: true });
    await plantTenants(sql, [empty]);
    await sql`select private.add_default_route(${empty.id})`;
    let taken = 0;
    const pages = wanted.filter((beginning) => beginning !== "live");
    for (const [name, email] of [
      ["full", full],
      ["empty", beginner.email],
    ] as const) {
      const [tenant] = await sql<{ id: string }[]>`
        select p.tenant_id as id from public.profiles p join auth.users u on u.id = p.user_id
        where u.email = ${email}`;
      if (tenant && email === full) await leaveTalking(sql, tenant.id);
      const isWanted = wanted.length === 0 || pages.length > 0;
      const addresses = isWanted ? await addressesOf(sql, tenant?.id ?? "", pages) : [];
      taken += await takePictures(browser, stack.urls.app, folder, { name, email, addresses });
    }
    if (wanted.length === 0 || pages.length < wanted.length) {
      taken += await takeLive(browser, sql, stack.urls, folder);
    }
    say(`${taken} pictures are in ${folder}`);
    return 0;
  } finally {
    await browser.close();
    await sql.end();
    await stack.stop();
  }
}
