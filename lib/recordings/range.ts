/**
 * The one range of bytes that a Range header asks for, as it is passed on; undefined for none, for
 * several at once and for what is no range, which a server may answer with the whole (RFC 9110,
 * section 14.2).
 */
export function oneRange(header: string | null): string | undefined {
  const range = /^bytes=\s*(\d{1,15}-\d{0,15}|-\d{1,15})\s*$/i.exec(header ?? "")?.[1];
  if (range === undefined) return undefined;
  const [first = "", last = ""] = range.split("-");
  // An end before its start makes the header no range at all.
  return first !== "" && last !== "" && Number(last) < Number(first) ? undefined : `bytes=${range}`;
}
