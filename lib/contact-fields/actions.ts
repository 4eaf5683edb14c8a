"use server";

import { revalidatePath } from "next/cache";
import { FieldError, memberAction } from "@/lib/auth/action";
import { ChangeField, FieldId, MoveField, SaveField } from "@/lib/contact-fields/schema";
import { addField, changeField, listContactFields } from "@/lib/contact-fields/store";
import { moved } from "@/lib/core/order";

const admins = { role: "admin" } as const;
const maxFields = 50;
const page = "/settings/contact-fields";

export const createField = memberAction(
  SaveField,
  async (typed, { db, tenant }) => {
    const all = await listContactFields(db, tenant.id, { archived: true });
    if (all.filter(({ archived_at }) => archived_at === null).length >= maxFields) {
      throw new FieldError("name", `At most ${maxFields} fields. Archive one first.`);
    }
    const position = Math.max(0, ...all.map((one) => one.position)) + 1;
    await addField(db, tenant.id, { ...typed, position });
    revalidatePath(page);
    return { message: `“${typed.name}” is added.` };
  },
  admins,
);

export const saveField = memberAction(
  ChangeField,
  async ({ id, name, choices }, { db, tenant }) => {
    const all = await listContactFields(db, tenant.id, { archived: true });
    const isChoice = all.find((field) => field.id === id)?.type === "choice";
    if (isChoice && choices.length === 0) {
      throw new FieldError("choices", "Enter at least one choice.");
    }
    await changeField(db, tenant.id, id, { name, choices });
    revalidatePath("/", "layout");
    return { message: "Saved." };
  },
  admins,
);

export const moveField = memberAction(
  MoveField,
  async ({ id, way }, { db, tenant }) => {
    const order = moved(await listContactFields(db, tenant.id), id, way) ?? [];
    for (const [index, one] of order.entries()) {
      const position = index + 1;
      if (one.position !== position) await changeField(db, tenant.id, one.id, { position });
    }
    revalidatePath(page);
    return {};
  },
  admins,
);

export const archiveField = memberAction(
  FieldId,
  async ({ id }, { db, tenant }) => {
    await changeField(db, tenant.id, id, { archived_at: new Date().toISOString() });
    revalidatePath(page);
    return {};
  },
  admins,
);

export const restoreField = memberAction(
  FieldId,
  async ({ id }, { db, tenant }) => {
    await changeField(db, tenant.id, id, { archived_at: null });
    revalidatePath(page);
    return {};
  },
  admins,
);
