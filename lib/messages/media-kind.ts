/** Hosts limit a request's body, some at 4.5 MB. */
export const maxMediaBytes = 4 * 2 ** 20;

type Kind = { type: string; matches(bytes: Uint8Array): boolean };

const ascii = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to));

/** What carriers deliver, by its first bytes: https://www.twilio.com/docs/messaging/guides/accepted-mime-types */
const kinds: Kind[] = [
  { type: "image/jpeg", matches: (b) => b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff },
  { type: "image/png", matches: (b) => ascii(b, 1, 4) === "PNG" && b[0] === 0x89 },
  { type: "image/gif", matches: (b) => /^GIF8[79]a$/.test(ascii(b, 0, 6)) },
  { type: "application/pdf", matches: (b) => ascii(b, 0, 5) === "%PDF-" },
  { type: "text/vcard", matches: (b) => /^BEGIN:VCARD/i.test(ascii(b, 0, 20).trimStart()) },
  { type: "audio/amr", matches: (b) => ascii(b, 0, 5) === "#!AMR" },
  {
    type: "audio/mpeg",
    matches: (b) => ascii(b, 0, 3) === "ID3" || (b[0] === 0xff && ((b[1] ?? 0) & 0xe6) === 0xe2),
  },
  { type: "video/3gpp", matches: (b) => /^ftyp3gp/.test(ascii(b, 4, 11)) },
  { type: "video/mp4", matches: (b) => /^ftyp(isom|iso2|mp4|avc1|M4V|dash)/.test(ascii(b, 4, 12)) },
];

/** Pictures that phones take and carriers drop. */
const dropped: [name: string, matches: (bytes: Uint8Array) => boolean][] = [
  ["WebP", (b) => ascii(b, 0, 4) === "RIFF" && ascii(b, 8, 12) === "WEBP"],
  ["HEIC", (b) => /^ftyp(heic|heix|hevc|mif1)/.test(ascii(b, 4, 12))],
  ["TIFF", (b) => /^(II\*|MM\0)/.test(ascii(b, 0, 3))],
  ["BMP", (b) => ascii(b, 0, 2) === "BM"],
];

/** The type of a file to send, by what is in it; or why it can't be sent, after its name. */
export function readMedia(bytes: Uint8Array): { type: string } | { problem: string } {
  if (bytes.length === 0) return { problem: "is empty." };
  if (bytes.length > maxMediaBytes) return { problem: "is too large: at most 4 MB." };
  const picture = dropped.find(([, matches]) => matches(bytes));
  if (picture) {
    return { problem: `is ${picture[0]}, which carriers drop. Send a JPEG or PNG.` };
  }
  const kind = kinds.find(({ matches }) => matches(bytes));
  if (kind) return { type: kind.type };
  return {
    problem: "can't be sent. Carriers take JPEG, PNG, GIF, PDF, vCard, MP3, AMR, MP4 and 3GP.",
  };
}
