import "server-only";
import { twilioClient } from "@/lib/twilio/client";
import type { TwilioCredentials } from "@/lib/twilio/credentials";
import { twilioFailure } from "@/lib/twilio/refusal";
import { asAppError } from "@/lib/twilio/upstream";

const friendlyName = "Ringbook browser calls";

/** What browser calls need in an account: a TwiML app and an API key, by their SIDs. */
export type BrowserCallsSids = { application_sid: string; api_key_sid: string };

/**
 * Makes the TwiML app, whose calls go to `urls`, and the API key. Nothing stays if one of them
 * fails. Throws `upstream`.
 */
export async function makeBrowserCalls(
  credentials: TwilioCredentials,
  urls: { voice: string; status: string },
): Promise<BrowserCallsSids & { secret: string }> {
  const client = twilioClient(credentials);
  try {
    const app = await client.applications.create({ friendlyName, ...appUrls(urls) });
    try {
      const { sid, secret } = await client.newKeys.create({ friendlyName });
      return { application_sid: app.sid, api_key_sid: sid, secret };
    } catch (error) {
      // Why there is no key says more than that the app stays.
      await client
        .applications(app.sid)
        .remove()
        .catch(() => false);
      throw error;
    }
  } catch (error) {
    throw asAppError(error);
  }
}

const appUrls = ({ voice, status }: { voice: string; status: string }) => ({
  ...({ voiceUrl: voice, voiceMethod: "POST" } as const),
  ...({ statusCallback: status, statusCallbackMethod: "POST" } as const),
});

/**
 * Whether app and key are still there; the app's calls go to `urls` again if something else was
 * set. Throws `upstream`.
 */
export async function checkBrowserCallsAt(
  credentials: TwilioCredentials,
  sids: BrowserCallsSids,
  urls: { voice: string; status: string },
): Promise<"fine" | "repaired" | "missing"> {
  const client = twilioClient(credentials);
  try {
    const [app] = await Promise.all([
      client.applications(sids.application_sid).fetch(),
      client.keys(sids.api_key_sid).fetch(),
    ]);
    if (app.voiceUrl === urls.voice && app.statusCallback === urls.status) return "fine";
    await client.applications(sids.application_sid).update(appUrls(urls));
    return "repaired";
  } catch (error) {
    if (isGone(error)) return "missing";
    throw asAppError(error);
  }
}

/** Removes app and key; what is gone already is fine. Throws `upstream`. */
export async function removeBrowserCalls(
  credentials: TwilioCredentials,
  sids: BrowserCallsSids,
): Promise<void> {
  const client = twilioClient(credentials);
  try {
    await unlessGone(client.keys(sids.api_key_sid).remove());
    await unlessGone(client.applications(sids.application_sid).remove());
  } catch (error) {
    throw asAppError(error);
  }
}

async function unlessGone(removal: Promise<unknown>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

function isGone(error: unknown): boolean {
  const failure = twilioFailure(error);
  return failure.kind === "refused" && failure.status === 404;
}
