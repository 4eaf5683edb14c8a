// Runs a command of the local stack on a bare machine: Node ≥ 20 and npm are all it needs, to
// install the Node 24 that the command runs on.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const windows = process.platform === "win32";

function giveUp(message, advice) {
  process.stderr.write(`\n${message}\n${advice}\n`);
  process.exit(1);
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** Whether npm's record of what it installed has every package of the lockfile, same version. */
function isInstalled() {
  const wanted = readJson(join(root, "package-lock.json"))?.packages;
  const got = readJson(join(modules, ".package-lock.json"))?.packages;
  if (!wanted) giveUp("package-lock.json is missing or damaged.", "Restore it from git.");
  if (!got || !existsSync(ourNode())) return false;
  return Object.entries(wanted).every(([name, { version, optional }]) => {
    if (name === "") return true;
    return got[name] ? got[name].version === version : optional === true;
  });
}

/** Node 24 from npm: the machine's own may be older than what the project needs. */
function ourNode() {
  return join(modules, "node", "bin", windows ? "node.exe" : "node");
}

function install() {
  process.stdout.write("Installing packages…\n");
  // Not npm ci: it refuses a lockfile that lacks another platform's optional packages, and it
  // takes node_modules away under whatever else runs here. Versions are the lockfile's either way.
  const options = ["install", "--no-save", "--include=dev", "--include=optional"];
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  const run = { cwd: root, stdio: "inherit", env: { ...process.env, NODE_ENV: "development" } };
  const { status, error, signal } = npm?.endsWith(".js")
    ? spawnSync(process.execPath, [npm, ...options, ...quiet], run)
    : spawnSync("npm", [...options, ...quiet], { ...run, shell: windows });
  if (signal) process.exit(130);
  if (error?.code === "ENOENT") giveUp("npm was not found.", "Install npm, it comes with Node.");
  if (status !== 0) {
    giveUp(
      "The packages could not be installed; npm says why above.",
      "Check that this machine reaches the npm registry (npm ping), then run the command again.",
    );
  }
  if (!existsSync(ourNode())) {
    giveUp(
      "npm did not install the Node that this project runs on (package node).",
      "Allow its install script (npm config get ignore-scripts should be false), then try again.",
    );
  }
  if (!isInstalled()) {
    giveUp(
      "What npm installed is not what package-lock.json says.",
      "Bring package.json and package-lock.json together: npm install.",
    );
  }
}

const [name = "", ...args] = process.argv.slice(2);
const commands = readdirSync(join(root, "local", "commands"))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -3));
if (Number(process.versions.node.split(".")[0]) < 20) {
  giveUp(
    `Node ${process.versions.node} is too old.`,
    "Install Node 20 or newer; npm then installs the Node 24 that this project runs on.",
  );
}
if (!commands.includes(name)) {
  giveUp(`There is no command "${name}".`, `Commands: ${commands.join(", ")}.`);
}
if (!isInstalled()) install();

const child = spawn(
  ourNode(),
  // As on Next's server: rooms that are marked server-only may be used by commands too.
  [
    "--conditions=react-server",
    "--import",
    "tsx",
    join(root, "local", "commands", `${name}.ts`),
    ...args,
  ],
  {
    cwd: root,
    // The command notices by the channel when this process ends, even if it is killed.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: {
      ...process.env,
      PATH: `${join(modules, ".bin")}${delimiter}${process.env.PATH ?? ""}`,
      DO_NOT_TRACK: "1",
      NEXT_TELEMETRY_DISABLED: "1",
    },
  },
);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => child.kill(signal));
}
child.on("error", (error) => giveUp(`Node could not be started: ${error.message}`, "Try npm ci."));
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
