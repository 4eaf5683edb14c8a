const WIDE = /^a=rtpmap:(\d+) telephone-event\/(?!8000)\d+/gm;

/**
 * An offer without keys at another clock than PCMU's: a peer that takes them by their name alone
 * would choose one of those.
 */
export function withoutWideKeys(sdp: string): string {
  const wide = new Set([...sdp.matchAll(WIDE)].map(([, type]) => type));
  return sdp
    .split("\r\n")
    .filter((line) => !wide.has(/^a=(?:rtpmap|fmtp|rtcp-fb):(\d+) /.exec(line)?.[1]))
    .map((line) => (line.startsWith("m=audio ") ? withoutTypes(line, wide) : line))
    .join("\r\n");
}

/** "m=audio <port> <protocol> <types …>" */
function withoutTypes(line: string, types: ReadonlySet<string | undefined>): string {
  const [media, port, protocol, ...given] = line.split(" ");
  return [media, port, protocol, ...given.filter((type) => !types.has(type))].join(" ");
}
