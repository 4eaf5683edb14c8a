import type { Token } from "@/components/softphone/token";

type Sdk = typeof import("@twilio/voice-sdk");
let sdk: Promise<Sdk> | undefined;

const load = () => import("@twilio/voice-sdk");

/** Twilio's Voice SDK, loaded once, when somebody goes online. */
export function loadSdk({ signalling }: Token): Promise<Sdk> {
  sdk ??= (signalling ? loadForLocal(signalling) : load()).catch((error: unknown) => {
    sdk = undefined;
    throw error;
  });
  return sdk;
}

async function loadForLocal(signalling: string): Promise<Sdk> {
  const { loadLocally } = await import("@/components/softphone/local-signalling");
  return loadLocally(signalling, load);
}
