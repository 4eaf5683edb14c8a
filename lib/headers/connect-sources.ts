import type { Area } from "@/lib/headers/area";

/** What is known of the installation when a page is answered. */
export type Installation = {
  supabaseUrl: string;
  /** Where something stands in for Twilio (TWILIO_API_BASE_URL). */
  twilioUrl?: string;
  /** Where rooms of the person's company are (wss://<host>), if they take its calls. */
  livekitUrl?: string;
  /** Where voice agents' processes are: origins, with a `*` perhaps. */
  agentOrigins?: readonly string[];
};

type ConnectSource = {
  name: string;
  areas: Area[];
  /** Origins, with their scheme; `*.` may stand for one label or more of a host. */
  origins(installation: Installation): string[];
};

/** The sites that scripts of our pages may call and open sockets to, one line each. */
const sources: ConnectSource[] = [
  { name: "Supabase", areas: ["desk"], origins: (given) => httpAndSocket(given.supabaseUrl) },
  {
    // Signalling of calls in the browser, and Voice Insights.
    // https://www.twilio.com/docs/voice/sdks/javascript/best-practices
    ...{ name: "Twilio", areas: ["desk"] },
    origins: ({ twilioUrl }) =>
      twilioUrl
        ? httpAndSocket(twilioUrl).slice(1)
        : ["wss://voice-js.roaming.twilio.com", "https://eventgw.twilio.com"],
  },
  {
    // A LiveKit server is asked by its socket, and by https why a socket was refused.
    ...{ name: "LiveKit", areas: ["desk"] },
    origins: ({ livekitUrl }) =>
      livekitUrl ? httpAndSocket(livekitUrl.replace(/^ws/, "http")) : [],
  },
  {
    // A live talk is heard there, and a draft tried by microphone.
    ...{ name: "Voice agents", areas: ["desk"] },
    origins: ({ agentOrigins = [] }) => [...agentOrigins],
  },
];

/** The sources of `connect-src` for pages of an area, without our own origin. */
export function connectSources(area: Area, installation: Installation): string[] {
  return sources
    .filter(({ areas }) => areas.includes(area))
    .flatMap(({ origins }) => origins(installation));
}

function httpAndSocket(url: string): string[] {
  const { origin } = new URL(url);
  return [origin, origin.replace(/^http/, "ws")];
}
