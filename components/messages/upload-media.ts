import { z } from "zod";

const Answer = z.union([
  z.object({ success: z.literal(true), media: z.object({ id: z.uuid() }) }),
  z.object({ success: z.literal(false), error: z.object({ message: z.string() }) }),
]);

/** Uploads a file for a message; what is wrong with it comes back in words. */
export async function uploadMedia(file: File): Promise<{ id: string } | { problem: string }> {
  const address = `/api/messages/media?name=${encodeURIComponent(file.name.slice(0, 120))}`;
  try {
    const response = await fetch(address, { method: "POST", body: file });
    const answer = Answer.parse(await response.json());
    return answer.success ? { id: answer.media.id } : { problem: answer.error.message };
  } catch {
    return { problem: "It couldn't be uploaded. Remove it and try again." };
  }
}
