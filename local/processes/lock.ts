import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CommandError, systemCode } from "@/local/command-error";

/** When the process was started, where the system says so: tells a reused pid from the old one. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === "EPERM";
  }
}

function holderOf(file: string): number | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
  const [pidText = "", start = ""] = text.trim().split(" ");
  const pid = Number(pidText);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined;
  return start === "" || start === startOf(pid) ? pid : undefined;
}

const lockFile = "supervisor.pid";

/** Throws CommandError while a supervisor has this data folder. */
export function requireUnlocked(folder: string): void {
  const holder = holderOf(join(folder, lockFile));
  if (holder === undefined) return;
  throw new CommandError(
    `Another Ringbook stack (process ${holder}) is already running on ${folder}.`,
    "Stop it with Ctrl-C where it runs, or set RINGBOOK_DATA and the ports for a second one.",
  );
}

/** Takes the data folder for this process. Throws CommandError while another supervisor has it. */
export function lockFolder(folder: string): { release(): void } {
  const file = join(folder, lockFile);
  for (;;) {
    try {
      writeFileSync(file, `${process.pid} ${startOf(process.pid)}\n`, { flag: "wx" });
      return { release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if (systemCode(error) !== "EEXIST") throw error;
    }
    requireUnlocked(folder);
    rmSync(file, { force: true });
  }
}
