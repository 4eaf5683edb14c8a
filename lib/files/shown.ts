/** What a browser may show by itself; all else is downloaded, whatever it says that it is. */
const shown = new Set([
  ...["image/jpeg", "image/png", "image/gif", "image/webp"],
  ...["audio/mpeg", "audio/mp4", "audio/ogg", "audio/amr", "audio/wav"],
  ...["video/mp4", "video/3gpp", "application/pdf", "text/vcard"],
]);

export const isShown = (type: string) => shown.has(type);
