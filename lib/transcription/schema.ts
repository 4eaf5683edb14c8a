import { z } from "zod";
import { readBaseUrl } from "@/lib/speech/address";
import { providerFields } from "@/lib/speech/fields";

/** The form of the provider. */
export const transcriptionForm = (given: { isSaved: boolean; standIn?: string }) =>
  z.object({
    ...providerFields(given.isSaved, (typed) => readBaseUrl(typed, given.standIn)),
    transcribes_talks: z.stringbool().optional().default(false),
  });

export type TypedTranscription = z.output<ReturnType<typeof transcriptionForm>>;
