import { writeFileSync } from "node:fs";
import { compareDatabases, startTwins } from "@/local/check/schemas";
import { writeMigration } from "@/local/check/write-migration";
import { CommandError } from "@/local/command-error";
import { listSchemaFiles } from "@/local/postgres/schemas";
import { inProject } from "@/local/project";
import { runCommand, say } from "@/local/run-command";

runCommand(async () => {
  const name = process.argv
    .slice(2)
    .join("_")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_");
  if (!/[a-z]/.test(name)) {
    throw new CommandError("The migration has no name.", "npm run migration -- what-changes");
  }
  const databases = await startTwins();
  try {
    const differences = await compareDatabases(databases.migrated, databases.fromSchemas);
    if (differences.length === 0) {
      say("Migrations and schema files give the same database: there is nothing to write.");
      return 0;
    }
    const version = new Date().toISOString().replaceAll(/\D/g, "").slice(0, 14);
    const file = `supabase/migrations/${version}_${name}.sql`;
    const { text, byHand } = writeMigration(differences, listSchemaFiles());
    writeFileSync(inProject(file), text);
    say(`Wrote ${file}: read it, then npm run check.`);
    for (const object of byHand) say(`To be written by hand: ${object}`);
    return 0;
  } finally {
    await databases.stop();
  }
});
