import { z } from "zod";

const version = z.coerce.number().int().nonnegative();

/**
 * A merge as its form sends it: two contacts with the versions that were shown, and for each field
 * that differs `choice:<field>`, "keep" or "gone". `taken` are those of the contact that goes.
 */
export const MergeForm = z
  .looseObject({
    ...{ keep: z.uuid(), keep_version: version, gone: z.uuid(), gone_version: version },
    seen: z.string().max(200_000).catch("[]"),
  })
  .transform(({ keep, keep_version, gone, gone_version, seen, ...rest }) => ({
    ...{ keep, keep_version, gone, gone_version, seen },
    taken: Object.entries(rest).flatMap(([name, value]) => {
      const field = name.startsWith("choice:") ? name.slice("choice:".length) : "";
      return field !== "" && value === "gone" ? [field] : [];
    }),
  }));

export type MergeInput = z.output<typeof MergeForm>;

export const MergeId = z.object({ id: z.uuid() });

/** The address of the merge page: with whom, or whom is looked for. */
export const MergeQuery = z.object({
  with: z.uuid().optional().catch(undefined),
  q: z.string().trim().max(200).catch("").default(""),
});

/** The address of a contact's page after a merge, or its undo. */
export const MergedQuery = z.object({ merged: z.uuid().optional().catch(undefined) });
