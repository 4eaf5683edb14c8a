import "server-only";
import { keyOf } from "@/lib/agent/provider/save";
import type { TypedProvider } from "@/lib/agent/provider/schema";
import { FieldError } from "@/lib/auth/action";
import type { Member } from "@/lib/auth/member";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { checkRealtime } from "@/lib/speech/realtime-check";

/**
 * Opens a session with the models and closes it. Throws a `FieldError` where the key or a model is
 * not accepted, `upstream` where nothing answers.
 */
export async function checkProvider(member: Member, typed: TypedProvider): Promise<void> {
  const apiKey = await keyOf(member, typed);
  const transcription = { model: typed.transcription_model };
  const session = { type: "realtime", audio: { input: { transcription } } };
  const endpoint = { baseUrl: typed.base_url, model: typed.model, apiKey, session };
  const checked = await checkRealtime(endpoint, env().REALTIME_STAND_IN_URL);
  if (checked.kind === "accepted") return;
  if (checked.kind === "later") throw new AppError("upstream", "not_checked", checked.problem);
  throw new FieldError(checked.about, checked.problem);
}
