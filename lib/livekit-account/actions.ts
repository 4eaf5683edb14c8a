"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { memberAction } from "@/lib/auth/action";
import { env } from "@/lib/core/env";
import { readEdit } from "@/lib/edits/schema";
import { chooseWay } from "@/lib/livekit-account/choose";
import { removeAccount } from "@/lib/livekit-account/remove";
import { checkLivekit, saveLivekit } from "@/lib/livekit-account/save";
import { ChooseWay, livekitForm } from "@/lib/livekit-account/schema";
import { setUp, takeDown } from "@/lib/livekit-account/setup";
import { readLivekit } from "@/lib/livekit-account/store";

const nothing = z.object({});

/** "Check" and "Save" of the same form: both ask LiveKit, only one saves. */
export const saveLivekitAccount = memberAction(
  async ({ db, tenant }) =>
    livekitForm({
      isSaved: (await readLivekit(db, tenant.id)) !== null,
      standIn: env().LIVEKIT_STAND_IN_URL,
    }),
  async (typed, member, form) => {
    if (typed.intent === "check") {
      await checkLivekit(member, typed);
      return { message: "LiveKit accepts the key and the secret." };
    }
    const message = await saveLivekit(member, typed, readEdit(form));
    revalidatePath("/", "layout");
    return { message, saved: true };
  },
  { role: "admin" },
);

export const setUpLivekit = memberAction(
  nothing,
  async (_, { tenant, user_id }) => {
    const { changed } = await setUp({ tenantId: tenant.id, userId: user_id });
    revalidatePath("/", "layout");
    return { message: changed ? "Trunk and dispatch rule are in place." : "All was in place." };
  },
  { role: "admin" },
);

export const takeDownLivekit = memberAction(
  nothing,
  async (_, { tenant, user_id }) => {
    await takeDown({ tenantId: tenant.id, userId: user_id });
    revalidatePath("/", "layout");
    return { message: "Trunk and dispatch rule are removed." };
  },
  { role: "admin" },
);

export const removeLivekitAccount = memberAction(
  nothing,
  async (_, member) => {
    const message = await removeAccount(member);
    revalidatePath("/", "layout");
    return { message };
  },
  { role: "admin" },
);

export const chooseBrowserCalls = memberAction(
  ChooseWay,
  async (typed, member, form) => {
    await chooseWay(member, typed, readEdit(form));
    revalidatePath("/", "layout");
    return { message: "Saved. Applies from the next call.", saved: true };
  },
  { role: "admin" },
);
