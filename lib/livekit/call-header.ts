/**
 * What X-Ringbook-Call says to livekit-sip, which gives it back as callAttribute: the call, and how
 * many seconds of silence end it where its route says so (null: none do).
 */
export type CallHeader = { call: string; silence_seconds?: number | null };

const written =
  /^(?<call>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.(?<silence>never|[5-9]|[1-9]\d{1,2}))?$/;

export function writeCallHeader({ call, silence_seconds }: CallHeader): string {
  return silence_seconds === undefined ? call : `${call}.${silence_seconds ?? "never"}`;
}

/** Null for what no header of ours says. */
export function readCallHeader(text: string | undefined): CallHeader | null {
  const { call, silence } = written.exec(text ?? "")?.groups ?? {};
  if (!call) return null;
  if (silence === undefined) return { call };
  return { call, silence_seconds: silence === "never" ? null : Number(silence) };
}
