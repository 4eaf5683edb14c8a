/** The types that Ringbook offers, by Twilio's names without spaces. */
export const numberTypes = ["local", "mobile", "tollfree"] as const;
export type NumberType = (typeof numberTypes)[number];
