/** What a file is by its first bytes; null for what is no audio that the endpoint takes. */
export function audioTypeOf(
  bytes: Uint8Array,
): "mp3" | "wav" | "ogg" | "flac" | "mp4" | "webm" | null {
  const text = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  const [first = 0, second = 0] = bytes;
  if (text.startsWith("RIFF") && text.slice(8, 12) === "WAVE") return "wav";
  if (text.startsWith("ID3") || (first === 0xff && (second & 0xe0) === 0xe0)) return "mp3";
  if (text.startsWith("OggS")) return "ogg";
  if (text.startsWith("fLaC")) return "flac";
  if (text.slice(4, 8) === "ftyp") return "mp4";
  return text.startsWith("\x1a\x45\xdf\xa3") ? "webm" : null;
}
