"use server";

import { revalidatePath } from "next/cache";
import { FieldError, memberAction } from "@/lib/auth/action";
import { moved } from "@/lib/core/order";
import { ChangeStage, MoveStage, SaveStage, StageId } from "@/lib/stages/schema";
import { addStage, changeStage, listStages } from "@/lib/stages/store";

const admins = { role: "admin" } as const;
const maxStages = 30;
const page = "/settings/stages";

export const createStage = memberAction(
  SaveStage,
  async ({ name }, { db, tenant }) => {
    const all = await listStages(db, tenant.id, { archived: true });
    if (all.filter(({ archived_at }) => archived_at === null).length >= maxStages) {
      throw new FieldError("name", `At most ${maxStages} stages. Archive one first.`);
    }
    const position = Math.max(0, ...all.map((one) => one.position)) + 1;
    await addStage(db, tenant.id, name, position);
    revalidatePath(page);
    return { message: `“${name}” is added.` };
  },
  admins,
);

export const renameStage = memberAction(
  ChangeStage,
  async ({ id, name }, { db, tenant }) => {
    await changeStage(db, tenant.id, id, { name });
    revalidatePath("/", "layout");
    return { message: "Saved." };
  },
  admins,
);

export const moveStage = memberAction(
  MoveStage,
  async ({ id, way }, { db, tenant }) => {
    const order = moved(await listStages(db, tenant.id), id, way) ?? [];
    for (const [index, one] of order.entries()) {
      const position = index + 1;
      if (one.position !== position) await changeStage(db, tenant.id, one.id, { position });
    }
    revalidatePath(page);
    return {};
  },
  admins,
);

export const archiveStage = memberAction(
  StageId,
  async ({ id }, { db, tenant }) => {
    await changeStage(db, tenant.id, id, { archived_at: new Date().toISOString() });
    revalidatePath(page);
    return {};
  },
  admins,
);

export const restoreStage = memberAction(
  StageId,
  async ({ id }, { db, tenant }) => {
    await changeStage(db, tenant.id, id, { archived_at: null });
    revalidatePath(page);
    return {};
  },
  admins,
);
