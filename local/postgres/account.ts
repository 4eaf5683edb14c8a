import { execFileSync } from "node:child_process";
import { CommandError } from "@/local/command-error";

export type Account = { name: string; uid: number; gid: number };

function idOf(name: string): Account | undefined {
  try {
    const id = (flag: string) =>
      Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: "pipe" }));
    return { name, uid: id("-u"), gid: id("-g") };
  } catch {
    return undefined;
  }
}

/** PostgreSQL refuses to run as root: the account it gets instead, undefined where that is us. */
export function unprivilegedAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const existing = idOf("postgres");
  if (existing) return existing;
  try {
    const options = [
      "--system",
      "--user-group",
      "--no-create-home",
      "--shell",
      "/usr/sbin/nologin",
    ];
    execFileSync("useradd", [...options, "postgres"], { stdio: "pipe" });
  } catch (error) {
    throw new CommandError(
      "PostgreSQL does not run as root, and the system user postgres could not be made.",
      "Make a user named postgres, or run this command as an ordinary user.",
      { cause: error },
    );
  }
  const made = idOf("postgres");
  if (made) return made;
  throw new CommandError("The system user postgres is missing.", "Run this as an ordinary user.");
}
