import "server-only";
import { listenToTalk } from "@/lib/agent/desk/machine";
import { soundToken } from "@/lib/agent/sound/token";
import { trialsSpent } from "@/lib/agent/sound/words";
import { agentTrial } from "@/lib/agent/try/machine";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";

/** Where a browser opens its socket, and what it shows there first. */
export type SoundSocket = { url: string; token: string };

function socketOf(
  { tenant, user_id, session_id: sign_in }: Member,
  url: string,
  session_id: string | null,
) {
  const grant = { tenant_id: tenant.id, user_id, session_id, url, sign_in };
  return { url: `${url}/sound`, token: soundToken(grant, new Date()) };
}

/** For a manager who listens to a live talk. Throws 403, or 409 where it is over. */
export async function openListening(member: Member, sessionId: string): Promise<SoundSocket> {
  const answer = await listenToTalk(member.tenant.id, member.user_id, sessionId);
  if ("url" in answer) return socketOf(member, answer.url, sessionId);
  if (answer.refused === "forbidden") {
    throw new AppError("forbidden", "not_manager", "Only managers and admins can listen.");
  }
  throw new AppError("conflict", "over", "This call with the voice agent is over.");
}

/** For an admin who tries a draft by microphone. Throws 409 where nothing can talk. */
export async function openTrialSocket(member: Member): Promise<SoundSocket> {
  const trial = await agentTrial(member.tenant.id, member.user_id);
  if (!trial?.provider) {
    throw new AppError("conflict", "no_provider", "Connect a model in Settings → Voice agent.");
  }
  if (trial.seconds_left === 0) throw new AppError("conflict", "no_minutes", trialsSpent);
  if (trial.url === null) {
    const message = "No voice agent is free right now. Try again in a moment.";
    throw new AppError("conflict", "no_room", message);
  }
  return socketOf(member, trial.url, null);
}
