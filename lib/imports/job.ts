import { z } from "zod";
import { defineJob } from "@/lib/core/job";
import { sweepImports } from "@/lib/imports/go-on";

/** Goes on with imports whose process has ended. */
export const sweepImportsJob = defineJob({
  name: "imports.go_on",
  title: "Go on with imports",
  everySeconds: 30,
  maxAttempts: 1,
  payload: z.object({}),
  run: () => sweepImports(new Date()),
});
