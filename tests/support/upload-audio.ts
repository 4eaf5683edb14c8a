import { z } from "zod";
import { stack } from "@/tests/support/stack";
import type { Member } from "@/tests/support/tenant";

const Answer = z.object({
  file: z
    .object({ id: z.uuid(), name: z.string(), content_type: z.string(), seconds: z.number() })
    .optional(),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
});

/** Uploads a file as the editor does. */
export async function uploadAudio(
  { accessToken }: Pick<Member, "accessToken">,
  name: string,
  body: Buffer<ArrayBuffer>,
) {
  const to = `${stack.urls.app}/api/files?${new URLSearchParams({ name })}`;
  const headers = { authorization: `Bearer ${accessToken}` };
  const response = await fetch(to, { method: "POST", headers, body });
  const { file, error } = Answer.parse(await response.json());
  return { status: response.status, file, ...error };
}
