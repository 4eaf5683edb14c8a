/**
 * The characters of the GSM-7 alphabet, and those that take two places in it:
 * https://www.etsi.org/deliver/etsi_ts/123000_123099/123038 (3GPP TS 23.038, 6.2.1)
 */
const basic =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const extended = "\f^{}\\[~]|€";

const places = new Map<string, 1 | 2>([
  ...[...basic].map((character): [string, 1] => [character, 1]),
  ...[...extended].map((character): [string, 2] => [character, 2]),
]);

/** How many places a character takes in GSM-7; undefined when it has none there. */
export const gsmPlaces = (character: string): 1 | 2 | undefined => places.get(character);
