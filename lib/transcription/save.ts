import "server-only";
import { FieldError } from "@/lib/auth/action";
import type { Member } from "@/lib/auth/member";
import { env } from "@/lib/core/env";
import { AppError, adminsOnly } from "@/lib/core/errors";
import type { Edit } from "@/lib/edits/decide";
import { auditedEditors } from "@/lib/edits/editors";
import { saveEdit } from "@/lib/edits/save";
import { lastFour, usableKey } from "@/lib/speech/saved-key";
import { silence } from "@/lib/speech/silence";
import { transcribe } from "@/lib/speech/transcribe";
import { openApiKey, sealApiKey } from "@/lib/transcription/key";
import { saveTranscription, transcriptionKey } from "@/lib/transcription/machine";
import type { TypedTranscription } from "@/lib/transcription/schema";
import { readTranscription } from "@/lib/transcription/store";

type Settings = { base_url: string; model: string; transcribes_talks: boolean };

const names: Record<keyof Settings, string> = {
  base_url: "the address",
  model: "the model",
  transcribes_talks: "the switch for talks",
};
const nothing: Settings = { base_url: "", model: "", transcribes_talks: false };

/**
 * Sends half a second of silence to the provider. Throws a `FieldError` where the key or the model
 * is not accepted, `upstream` where nothing answers.
 */
export async function checkProvider(member: Member, typed: TypedTranscription): Promise<void> {
  const endpoint = { baseUrl: typed.base_url, model: typed.model };
  const apiKey = await keyOf(member, typed);
  const audio = { bytes: silence(), type: "audio/wav" };
  const answer = await transcribe({ ...endpoint, apiKey }, audio, env().TRANSCRIPTION_STAND_IN_URL);
  if (answer.kind === "text") return;
  if (answer.kind === "later") throw new AppError("upstream", "not_checked", answer.problem);
  throw new FieldError(/model/.test(answer.problem) ? "model" : "api_key", answer.problem);
}

/** Saves the provider that an admin has typed; `edit` is what the form was opened with. */
export async function saveProvider(
  member: Member,
  typed: TypedTranscription,
  edit?: Edit,
): Promise<void> {
  const { base_url, model, transcribes_talks } = typed;
  await saveEdit<Settings>(
    edit,
    { base_url, model, transcribes_talks },
    {
      read: async () => {
        const saved = await readTranscription(member.db, member.tenant.id);
        if (!saved) return nothing;
        const { api_key_last_four: _, ...settings } = saved;
        return settings;
      },
      write: async (changes, saved) => {
        const wanted = { ...saved, ...changes };
        const apiKey = await keyOf(member, { ...wanted, api_key: typed.api_key });
        await write(member, { ...wanted, apiKey });
        return true;
      },
      describe: (field, value) => ({
        name: Object.entries(names).find(([name]) => name === field)?.[1] ?? field,
        value: typeof value === "boolean" ? (value ? "on" : "off") : String(value ?? ""),
      }),
      editors: (fields) => auditedEditors(member, { kind: "transcription", subject: null }, fields),
    },
  );
}

async function write(
  { tenant, user_id }: Member,
  { apiKey, ...settings }: Settings & { apiKey: string },
): Promise<void> {
  const row = {
    ...settings,
    api_key_ciphertext: sealApiKey(apiKey, tenant.id),
    api_key_last_four: lastFour(apiKey),
  };
  if ((await saveTranscription(tenant.id, user_id, row, new Date())) === "not_admin") {
    throw adminsOnly();
  }
}

const keyOf = ({ tenant, user_id }: Member, typed: { base_url: string; api_key?: string }) =>
  usableKey(
    typed,
    () => transcriptionKey(tenant.id, user_id),
    (ciphertext) => openApiKey(ciphertext, tenant.id),
  );
