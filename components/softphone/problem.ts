import type { ProblemCode } from "@/components/softphone/state";

/** What is wrong and what to do, in one or two plain sentences. */
export const problemSentences: Record<ProblemCode, string> = {
  insecure_page: "Browser calls need a secure address: open this app by https.",
  unsupported_browser:
    "This browser can't make calls. Use a current one, without extensions that block WebRTC.",
  microphone_denied:
    "The microphone is blocked. Allow it beside this page's address, then try again.",
  microphone_missing: "No microphone was found. Connect one, then try again.",
  microphone_busy:
    "The microphone can't be opened. Close other programs that use it, then try again.",
  browser_calls_off: "Browser calls aren't turned on. An admin turns them on in Settings → Twilio.",
  signed_out: "You were signed out. Sign in, then turn on the browser phone again.",
  server_unreachable: "The server doesn't answer. Check your connection, then try again.",
  twilio_unreachable:
    "Twilio can't be reached. A firewall, VPN or browser extension may block calls; we keep trying.",
  token_refused:
    "Twilio refused this browser. An admin can check browser calls in Settings → Twilio.",
  call_waiting: "A call is ringing in this browser. Answer or decline it first.",
  on_a_call: "You're on a call. Make the test call after it.",
  call_failed: "The call couldn't be connected. Try again.",
  no_sound_path:
    "The sound of the call got lost. A firewall or VPN may block it; try another network.",
  device_lost:
    "Your microphone or speaker was disconnected. The call goes on with the default one.",
  taken: "A colleague has taken this call.",
  taken_over: "You went on with this call in another tab or browser. Its sound is there now.",
  not_in_time: "You weren't connected in time: the call rings on.",
  room_unreachable:
    "LiveKit can't be reached. A firewall, VPN or browser extension may block calls; try again.",
  keys_not_sent: "The keys couldn't be sent. Try again.",
  room_lost: "The connection to the call was lost and didn't come back. Check your network.",
};

/** An error of the Voice SDK; nothing for those that it recovers from by itself. */
export function problemOf(code: number): ProblemCode | undefined {
  // https://www.twilio.com/docs/voice/sdks/error-codes
  switch (code) {
    case 31401:
    case 31208:
      return "microphone_denied";
    case 31402:
      return "microphone_busy";
    case 20101:
    case 20104:
    case 20151:
    case 20157:
    case 31202:
    case 51007:
      return "token_refused";
    case 53405:
    case 31003:
      return "no_sound_path";
    // The socket closed or cannot be opened: the SDK tries again without end.
    case 31000:
    case 31001:
    case 31005:
    case 31009:
    case 53000:
    case 53001:
      return undefined;
    default:
      return "call_failed";
  }
}

const connection = "Your connection is poor. A cable, or moving closer to the router, helps.";
const oneWay = "No sound comes from the other side. Check your network, or call again.";

/** A quality warning of the Voice SDK; a name without a sentence is not worth one. */
export const warningSentences: Readonly<Record<string, string>> = {
  "high-rtt": "The sound is delayed. A cable, or leaving the VPN, helps.",
  "low-mos": connection,
  "high-jitter": connection,
  "high-packet-loss": connection,
  "high-packets-lost-fraction": connection,
  "low-bytes-received": oneWay,
  "low-bytes-sent": "Your voice isn't sent. Check your network, or call again.",
  "ice-connectivity-lost":
    "The sound is interrupted. It comes back by itself if your network does.",
  "constant-audio-input-level":
    "Your microphone sends no sound. Check that it isn't muted, or choose another one.",
};
