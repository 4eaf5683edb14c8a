import { existsSync } from "node:fs";
import { chromium } from "playwright";
import { CommandError } from "@/local/command-error";
import { runProgram } from "@/local/processes/run-program";

/** Small ones before whole ones: nobody looks at the tests' windows. */
const usual = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

async function runs(program: string): Promise<boolean> {
  if (!existsSync(program)) return false;
  try {
    return (await runProgram(program, ["--version"])).code === 0;
  } catch {
    return false;
  }
}

async function findBrowser(): Promise<string | undefined> {
  const own = process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : [];
  for (const program of [...own, chromium.executablePath(), ...usual]) {
    if (await runs(program)) return program;
  }
  return undefined;
}

/**
 * The browser for the browser tests: CHROMIUM_PATH, Playwright's own, the machine's, else as root
 * on Debian it is installed. Throws CommandError that says what to do.
 */
export async function ensureBrowser(log: (line: string) => void): Promise<string> {
  const found = await findBrowser();
  if (found) return found;
  let output = "";
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    log("Installing Chromium (apt-get install chromium)…");
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await runProgram("apt-get", ["update", "-qq"], { env });
    const options = ["install", "-y", "-qq", "--no-install-recommends", "chromium"];
    output = (await runProgram("apt-get", options, { env })).stderr
      .trim()
      .split("\n")
      .slice(-3)
      .join("\n");
    const installed = await findBrowser();
    if (installed) return installed;
  }
  throw new CommandError(
    `No Chromium was found for the browser tests.${output ? `\n${output}` : ""}`,
    "Install one (npx playwright install --with-deps chromium, or your system's package), or set CHROMIUM_PATH.",
  );
}
