/** The project of every stack from its start, with the key that LiveKit's own server has in dev. */
export const demoProject = { key: "devkey", secret: "secret" };
