import { runInForeground } from "@/local/foreground";
import { runCommand } from "@/local/run-command";

runCommand((interrupted) => runInForeground("dev", interrupted));
