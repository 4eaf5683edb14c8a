import { isPrivateHost } from "@/lib/core/public-address";

/**
 * The address of a LiveKit project as it is stored (wss://<host>), from what an admin typed, or
 * what is wrong with it. `standIn` is the one that need be neither wss nor public.
 */
export function readLivekitUrl(
  typed: string,
  standIn: string | undefined,
): { url: string } | { problem: string } {
  const text = typed.trim();
  const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `wss://${text}`);
  if (!url || text === "") return { problem: "Enter an address such as wss://acme.livekit.cloud" };
  const origin = url.origin === "null" ? `${url.protocol}//${url.host}` : url.origin;
  const address = origin.replace(/^http/, "ws");
  if (standIn !== undefined && address === new URL(standIn).origin.replace(/^http/, "ws")) {
    return { url: address };
  }
  if (!address.startsWith("wss://")) return { problem: "The address must begin with wss://" };
  const isBare = url.pathname.replace(/^\/$/, "") + url.search + url.hash === "";
  if (!isBare || url.username || url.password) {
    return { problem: "Enter the address alone, without a path" };
  }
  if (isPrivateHost(url.hostname)) return { problem: "This address isn't on the public internet" };
  return { url: address };
}

/** The SIP host from what an admin typed or pasted: "sip:abc.sip.livekit.cloud" is one too. */
export function readSipHost(typed: string): string {
  return typed
    .trim()
    .toLowerCase()
    .replace(/^sips?:(\/\/)?/, "")
    .replace(/[;?/].*$/, "");
}

/**
 * A host of LiveKit Cloud's that was made from the project's address. It begins with the project's
 * id instead: https://docs.livekit.io/telephony/start/sip-trunk-setup
 */
export function isMadeFromUrl(sipHost: string, url: string): boolean {
  const name = /^wss:\/\/([^.]+)\.livekit\.cloud$/.exec(url)?.[1];
  return name !== undefined && sipHost === `${name}.sip.livekit.cloud`;
}
