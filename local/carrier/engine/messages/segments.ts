/** The default alphabet of 3GPP TS 23.038, and what takes two places of it. */
const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const EXTENDED = "\f^{}\\[~]|€";

const GSM = { one: 160, each: 153 };
const UCS2 = { one: 70, each: 67 };

/** How many text messages this body is sent in (https://www.twilio.com/docs/glossary/what-sms-character-limit). */
export function segmentsOf(body: string): number {
  const isGsm = [...body].every((letter) => BASIC.includes(letter) || EXTENDED.includes(letter));
  // A letter that takes two places is never cut in half: it goes into the next segment whole.
  const sizes = [...body].map((letter) =>
    isGsm ? (EXTENDED.includes(letter) ? 2 : 1) : letter.length,
  );
  const { one, each } = isGsm ? GSM : UCS2;
  if (sizes.reduce((sum, size) => sum + size, 0) <= one) return 1;
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > each) {
      segments++;
      used = 0;
    }
    used += size;
  }
  return segments;
}
