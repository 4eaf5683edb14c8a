import { voiceUrl } from "@/lib/twilio/urls";

/**
 * Sends a caller (the CallSid of their leg) to a recorder by Twilio's API, as voicemail will do.
 * False when the call does not go on, or the API at `carrierUrl` cannot be reached.
 */
export async function takeMessage(
  carrierUrl: string,
  { accountSid, authToken }: { accountSid: string; authToken: string },
  { callId, callSid }: { callId: string; callSid: string },
): Promise<boolean> {
  const callback = voiceUrl("recording", { call: callId }).replaceAll("&", "&amp;");
  const twiml = `<Response><Record recordingStatusCallback="${callback}"/><Hangup/></Response>`;
  const login = Buffer.from(`${accountSid}:${authToken}`).toString("base64");
  try {
    const response = await fetch(
      `${carrierUrl}/2010-04-01/Accounts/${accountSid}/Calls/${callSid}.json`,
      {
        method: "POST",
        headers: { authorization: `Basic ${login}` },
        body: new URLSearchParams({ Twiml: twiml }),
      },
    );
    return response.ok;
  } catch {
    return false;
  }
}
