/** A file that goes with a message; `upload` is what came of uploading it. */
export type Attachment = { file: File; upload?: { id: string } | { problem: string } };

/** Why a message can't be sent yet: one of its files isn't there. */
export function whyNotYet(files: Attachment[]): string | undefined {
  if (files.some(({ upload }) => upload && "problem" in upload)) {
    return "Remove what couldn't be uploaded, then send.";
  }
  if (files.some(({ upload }) => !upload)) return "You can send once the upload is done.";
  return undefined;
}
