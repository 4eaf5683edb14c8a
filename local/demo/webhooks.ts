import { z } from "zod";
import { messageUrl, voiceUrl } from "@/lib/twilio/urls";

const url = z.string().nullable();
const Line = z.object({ voice_url: url, status_callback: url, sms_url: url });

const local = new Set(["localhost", "127.0.0.1"]);

/** An address of this machine that is not where the app listens now. */
function isLeftBehind(url: string | null, appUrl: string): boolean {
  if (!url || !URL.canParse(url)) return false;
  const { hostname, origin } = new URL(url);
  return local.has(hostname) && origin !== new URL(appUrl).origin;
}

/** After a start on another port, the number's webhooks follow the app; others' are left alone. */
export async function followApp(
  carrierUrl: string,
  appUrl: string,
  account: { sid: string; authToken: string },
  numberSid: string,
): Promise<void> {
  const url = `${carrierUrl}/2010-04-01/Accounts/${account.sid}/IncomingPhoneNumbers/${numberSid}.json`;
  const login = Buffer.from(`${account.sid}:${account.authToken}`).toString("base64");
  const headers = { authorization: `Basic ${login}` };
  const line = Line.parse(await (await fetch(url, { headers })).json());
  const changes = new URLSearchParams();
  if (isLeftBehind(line.voice_url, appUrl)) changes.set("VoiceUrl", voiceUrl("answer"));
  if (isLeftBehind(line.status_callback, appUrl)) changes.set("StatusCallback", voiceUrl("status"));
  if (isLeftBehind(line.sms_url, appUrl)) changes.set("SmsUrl", messageUrl("incoming"));
  if (changes.size > 0) await fetch(url, { method: "POST", headers, body: changes });
}
