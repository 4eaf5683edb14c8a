"use server";

import { revalidatePath } from "next/cache";
import { memberAction } from "@/lib/auth/action";
import { readRingOrder, saveInTurn } from "@/lib/softphone/ring-order";
import { CallDevices, ExchangeTurns, RingOrder } from "@/lib/softphone/schema";
import { saveDevices } from "@/lib/softphone/store";
import { exchanged, usualOrder } from "@/lib/softphone/turns";

/** What one is rung on, and what the phone icon calls with. */
export const saveCallDevices = memberAction(CallDevices, async (devices, member) => {
  await saveDevices(member, devices);
  revalidatePath("/", "layout");
  return { message: "Saved.", saved: true };
});

/** Whether calls ring one's phones and browser all at once or one after another. */
export const saveRingOrder = memberAction(RingOrder, async ({ order }, member) => {
  const known = await readRingOrder(member);
  await saveInTurn(member, order === "in_turn" ? (known ?? [...usualOrder]) : null);
  revalidatePath("/settings", "layout");
  return { message: "Saved.", saved: true };
});

/** Two of them change turns. */
export const exchangeTurns = memberAction(ExchangeTurns, async ({ place, other }, member) => {
  const order = await readRingOrder(member);
  if (order) await saveInTurn(member, exchanged(order, place, other));
  revalidatePath("/settings", "layout");
  return {};
});
