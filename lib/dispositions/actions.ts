"use server";

import { revalidatePath } from "next/cache";
import { FieldError, memberAction } from "@/lib/auth/action";
import { AppError } from "@/lib/core/errors";
import { moved } from "@/lib/core/order";
import {
  ChangeDisposition,
  DispositionId,
  MoveDisposition,
  SaveDisposition,
} from "@/lib/dispositions/schema";
import { addDisposition, changeDisposition, listDispositions } from "@/lib/dispositions/store";

const admins = { role: "admin" } as const;
const maxOutcomes = 30;

/** A taken name or key is said beside its field. */
function beside(error: unknown): never {
  if (error instanceof AppError && error.code.endsWith("_taken")) {
    throw new FieldError(error.code.replace("_taken", ""), error.message);
  }
  throw error;
}

function known(found: boolean): void {
  if (!found) throw new AppError("not_found", "not_found", "This outcome doesn't exist any more.");
}

export const addOutcome = memberAction(
  SaveDisposition,
  async (typed, { db, tenant }) => {
    const all = await listDispositions(db, tenant.id, { archived: true });
    if (all.filter(({ archived_at }) => archived_at === null).length >= maxOutcomes) {
      throw new FieldError("label", `At most ${maxOutcomes} outcomes. Archive one first.`);
    }
    const position = Math.max(0, ...all.map((one) => one.position)) + 1;
    await addDisposition(db, tenant.id, typed, position).catch(beside);
    revalidatePath("/settings/outcomes");
    return { message: `“${typed.label}” is added.` };
  },
  admins,
);

export const saveOutcome = memberAction(
  ChangeDisposition,
  async ({ id, ...typed }, { db, tenant }) => {
    known(await changeDisposition(db, tenant.id, id, typed).catch(beside));
    revalidatePath("/", "layout");
    return { message: "Saved." };
  },
  admins,
);

export const moveOutcome = memberAction(
  MoveDisposition,
  async ({ id, way }, { db, tenant }) => {
    const order = moved(await listDispositions(db, tenant.id), id, way);
    for (const [index, one] of (order ?? []).entries()) {
      if (one.position !== index + 1) {
        await changeDisposition(db, tenant.id, one.id, { position: index + 1 });
      }
    }
    revalidatePath("/settings/outcomes");
    return {};
  },
  admins,
);

export const archiveOutcome = memberAction(
  DispositionId,
  async ({ id }, { db, tenant }) => {
    const archived_at = new Date().toISOString();
    known(await changeDisposition(db, tenant.id, id, { archived_at, key: null }));
    revalidatePath("/settings/outcomes");
    return {};
  },
  admins,
);

export const restoreOutcome = memberAction(
  DispositionId,
  async ({ id }, { db, tenant }) => {
    known(await changeDisposition(db, tenant.id, id, { archived_at: null }));
    revalidatePath("/settings/outcomes");
    return {};
  },
  admins,
);
