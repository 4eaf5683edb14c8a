import { runCommand, say } from "@/local/run-command";
import { plantDatabase } from "@/tests/database/isolation/database";
import { mutateMatrix, walkMatrix } from "@/tests/database/isolation/whole";

runCommand(async () => {
  const { sql, stop } = await plantDatabase();
  try {
    const found = [await walkMatrix(sql), await mutateMatrix(sql)];
    for (const { problems } of found) for (const problem of problems) say(problem);
    for (const { counts } of found) say(counts);
    return found.some(({ problems }) => problems.length > 0) ? 1 : 0;
  } finally {
    await stop();
  }
});
