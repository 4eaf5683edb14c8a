import "server-only";
import { openRealtimeKey, sealRealtimeKey } from "@/lib/agent/key";
import { realtimeKey, saveRealtime } from "@/lib/agent/provider/machine";
import type { TypedProvider } from "@/lib/agent/provider/schema";
import { readProvider } from "@/lib/agent/provider/store";
import type { Member } from "@/lib/auth/member";
import { adminsOnly } from "@/lib/core/errors";
import type { Edit } from "@/lib/edits/decide";
import { auditedEditors } from "@/lib/edits/editors";
import { saveEdit } from "@/lib/edits/save";
import { lastFour, usableKey } from "@/lib/speech/saved-key";

type Settings = {
  base_url: string;
  model: string;
  transcription_model: string;
  audio_format: string;
};

const names: Record<keyof Settings, string> = {
  base_url: "the address",
  model: "the model",
  transcription_model: "the transcription model",
  audio_format: "the audio",
};
const nothing: Settings = { base_url: "", model: "", transcription_model: "", audio_format: "" };

/** Saves the provider that an admin has typed; `edit` is what the form was opened with. */
export async function saveProvider(
  member: Member,
  { api_key, intent: _, ...typed }: TypedProvider,
  edit?: Edit,
): Promise<void> {
  await saveEdit<Settings>(edit, typed, {
    read: async () => {
      const saved = await readProvider(member.db, member.tenant.id);
      if (!saved) return nothing;
      const { api_key_last_four: _, ...settings } = saved;
      return settings;
    },
    write: async (changes, saved) => {
      const wanted = { ...typed, ...saved, ...changes };
      // Of the first save, what was left as the form proposed it is no change.
      const settings = saved === nothing ? typed : wanted;
      const apiKey = await keyOf(member, { ...settings, api_key });
      await write(member, { ...settings, apiKey });
      return true;
    },
    describe: (field, value) => ({
      name: Object.entries(names).find(([name]) => name === field)?.[1] ?? field,
      value: String(value ?? ""),
    }),
    editors: (fields) => auditedEditors(member, { kind: "realtime", subject: null }, fields),
  });
}

async function write(
  { tenant, user_id }: Member,
  { apiKey, ...settings }: Settings & { apiKey: string },
): Promise<void> {
  const row = {
    ...settings,
    api_key_ciphertext: sealRealtimeKey(apiKey, tenant.id),
    api_key_last_four: lastFour(apiKey),
  };
  if ((await saveRealtime(tenant.id, user_id, row, new Date())) === "not_admin") {
    throw adminsOnly();
  }
}

/** The typed key, or the saved one. */
export const keyOf = ({ tenant, user_id }: Member, typed: { base_url: string; api_key?: string }) =>
  usableKey(
    typed,
    () => realtimeKey(tenant.id, user_id),
    (ciphertext) => openRealtimeKey(ciphertext, tenant.id),
  );
