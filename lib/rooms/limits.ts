/** How long somebody who answers may take to publish their microphone. */
export const claimMs = 5_000;

/** How long a browser that has lost its connection may take to come back: a new join takes 2 s. */
export const comesBackMs = 4_000;

/** How many colleagues a meeting may have, besides whoever starts it. */
export const maxInvited = 9;
