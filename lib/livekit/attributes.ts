/** The attributes that livekit-sip gives a telephone: of our own header, and the trunk's. */
export const callAttribute = "ringbook.call";
export const trunkAttribute = "sip.trunkID";
