import { rotateSecrets } from "@/lib/secrets/rotate";
import { readEnvFile } from "@/local/environment";
import { runCommand, say } from "@/local/run-command";

runCommand(async () => {
  readEnvFile();
  const rotations = await rotateSecrets();
  for (const { place, rotated, saved_meanwhile, closed } of rotations) {
    say(`${place}: ${rotated} re-encrypted, ${saved_meanwhile} saved by someone meanwhile`);
    for (const tenant of closed)
      say(`  does not open, an admin has to enter it again: tenant ${tenant}`);
  }
  if (rotations.some(({ closed }) => closed.length > 0)) {
    say("Some secrets open with neither key. All others are under ENCRYPTION_KEY.");
    return 1;
  }
  say("Every secret is under ENCRYPTION_KEY; ENCRYPTION_KEY_PREVIOUS is no longer needed.");
  return 0;
});
