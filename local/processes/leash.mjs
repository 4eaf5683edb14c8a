// Runs one program and ends it as soon as whoever started this is gone, killed outright or not.
import { spawn } from "node:child_process";

const spec = JSON.parse(process.argv[2]);
const child = spawn(spec.command, spec.args, {
  cwd: spec.cwd,
  uid: spec.uid,
  gid: spec.gid,
  stdio: ["ignore", "inherit", "inherit"],
  // A group of its own, so that what the program started itself can be ended with it.
  detached: process.platform !== "win32",
});

function signalGroup(signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Nobody of the group is left.
  }
}

let ending = false;
function end() {
  if (ending) return;
  ending = true;
  child.kill(spec.stopSignal);
  setTimeout(() => signalGroup("SIGKILL"), spec.timeoutMs).unref();
}

child.on("error", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(127);
});
child.on("exit", (code, signal) => {
  signalGroup("SIGKILL");
  process.exit(code ?? (signal && ending ? 0 : 1));
});
// Killed on purpose, as a power cut would, by whoever started this.
process.on("message", () => child.kill("SIGKILL"));
process.on("disconnect", end);
process.on("SIGTERM", end);
process.on("SIGINT", () => {});
process.on("SIGHUP", () => {});
