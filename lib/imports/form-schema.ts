import { z } from "zod";
import { maxColumns } from "@/lib/imports/limits";
import { type Columns, Duplicates, Encoding, Separator } from "@/lib/imports/schema";
import type { Target } from "@/lib/imports/targets";

export const ImportId = z.object({ id: z.uuid() });

/** How a file is to be read, as its form sends it. */
export const ReadAs = z.object({
  id: z.uuid(),
  encoding: Encoding,
  separator: Separator,
  has_header: z.literal("on").optional(),
});

/** Where columns go: `column.0`, `column.1` …, each a target or "". */
export const chooseColumnsIn = (targets: readonly Target[]) =>
  z.looseObject({ id: z.uuid() }).transform(({ id, ...fields }, context) => {
    const columns: Columns = [];
    const refuse = (index: number, message: string) =>
      context.addIssue({ code: "custom", path: ["column", index], message });
    for (let index = 0; index < maxColumns && `column.${index}` in fields; index += 1) {
      const chosen = fields[`column.${index}`];
      const target = targets.find(({ key }) => key === chosen);
      if (target && !target.repeats && columns.includes(target.key)) {
        refuse(index, `Another column is the ${target.label.toLowerCase()} already.`);
      }
      columns.push(target?.key ?? null);
    }
    if (columns.every((key) => key === null)) refuse(0, "Choose what to import.");
    return { id, columns };
  });

/** The start of an import. */
export const StartImport = z.object({
  id: z.uuid(),
  duplicates: Duplicates,
  owner_id: z.union([z.uuid(), z.literal("")]),
});

/** What the page of an import shows. */
export const ImportQuery = z.object({
  step: z.enum(["columns", "preview"]).catch("columns"),
  duplicates: Duplicates.catch("skip"),
});
