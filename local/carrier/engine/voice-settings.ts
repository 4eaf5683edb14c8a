import type { ApplicationData, Fallback, Method, StatusTarget } from "@/local/carrier/model";

type Settings = Omit<ApplicationData, "sid" | "friendlyName" | "createdAt" | "updatedAt">;

/** Where a call's TwiML comes from and its end is reported, as a number or a TwiML app says. */
export function voiceSettings(source: Settings | null | undefined): {
  voice: { url: string; method: Method; fallback: Fallback };
  statusCallback: StatusTarget | null;
} {
  return {
    voice: {
      url: source?.voiceUrl ?? "",
      method: source?.voiceMethod ?? "POST",
      fallback: source?.voiceFallbackUrl
        ? { url: source.voiceFallbackUrl, method: source.voiceFallbackMethod }
        : null,
    },
    statusCallback: source?.statusCallback
      ? {
          url: source.statusCallback,
          method: source.statusCallbackMethod,
          events: ["completed"],
          sequence: 0,
        }
      : null,
  };
}
