import "server-only";
import { AppError } from "@/lib/core/errors";
import type { Db } from "@/lib/db/supabase/server";
import { undoMerge } from "@/lib/merges/store";

/** Makes two contacts of one again; 404, or 409 when the kept one was merged again since. */
export async function undo(db: Db, id: string): Promise<{ keep_id: string; gone_id: string }> {
  const answer = await undoMerge(db, id);
  switch (answer.kind) {
    case "undone":
      return answer;
    case "not_found":
      throw new AppError("not_found", "merge_not_found", "This merge doesn't exist.");
    case "merged_since":
      throw new AppError(
        "conflict",
        "merged_since",
        "This contact was merged again since. Undo the later merge first.",
      );
  }
}
