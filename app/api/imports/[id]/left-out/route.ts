import { z } from "zod";
import { memberRoute } from "@/lib/auth/route";
import { AppError } from "@/lib/core/errors";
import { leftOutFile } from "@/lib/imports/left-out";
import { getImport } from "@/lib/imports/store";

/** The rows of an import that were skipped or failed, as CSV. */
export const GET = memberRoute<{ id: string }>(async (_request, member, { id }) => {
  const known = z.uuid().safeParse(id).success;
  const job = known ? await getImport(member.db, member.tenant.id, id) : null;
  if (!job) throw new AppError("not_found", "not_found", "This import doesn't exist.");
  return leftOutFile(member, job);
});
