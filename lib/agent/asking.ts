import { z } from "zod";
import type { AgentLanguage } from "@/lib/agent/languages";
import type { Provider } from "@/lib/agent/machine";
import type { AgentSettings } from "@/lib/agent/settings/schema";
import type { AnyTool } from "@/lib/agent/tools/tool";
import type { Wanted } from "@/lib/agent/turns";

/** What we send to the provider, in the names of OpenAI's realtime protocol (GA). */

type Config = {
  provider: Pick<Provider, "model" | "transcription_model" | "audio_format">;
  settings: AgentSettings;
  instructions: string;
  language: AgentLanguage;
  tools: readonly AnyTool[];
  answers: boolean;
};

/** `answers`: whether it answers what it hears, and stops for it. */
export function sessionUpdate(config: Config) {
  const { provider, settings, instructions, language, tools, answers } = config;
  const { hearing, voice, languages } = settings;
  const pcm = { type: "audio/pcm", rate: 24_000 };
  const format = provider.audio_format === "audio/pcm" ? pcm : { type: provider.audio_format };
  const isOne = languages.length === 1;
  return {
    type: "session.update",
    session: {
      type: "realtime",
      output_modalities: ["audio"],
      instructions,
      tools: tools.map(({ name, description, parameters }) => ({
        type: "function",
        name,
        description: description[language],
        parameters: z.toJSONSchema(parameters, { io: "input" }),
      })),
      tool_choice: "auto",
      audio: {
        input: {
          format,
          noise_reduction:
            hearing.noise_reduction === "off" ? null : { type: hearing.noise_reduction },
          transcription: {
            model: provider.transcription_model,
            ...(isOne && { language }),
          },
          turn_detection: turnDetection(hearing, answers),
        },
        output: { format, voice },
      },
    },
  };
}

/** From now on it answers what it hears and stops for it, or only listens. */
export function answersUpdate(hearing: AgentSettings["hearing"], answers: boolean) {
  const input = { turn_detection: turnDetection(hearing, answers) };
  return { type: "session.update", session: { type: "realtime", audio: { input } } };
}

function turnDetection(hearing: AgentSettings["hearing"], answers: boolean) {
  const both = { create_response: answers, interrupt_response: answers };
  if (hearing.turn_detection === "semantic_vad") {
    return { type: "semantic_vad", eagerness: hearing.eagerness, ...both };
  }
  return {
    type: "server_vad",
    threshold: hearing.threshold / 100,
    prefix_padding_ms: 300,
    silence_duration_ms: hearing.silence_ms,
    ...both,
  };
}

/** Our name of an event that asks for a response: its errors have it. */
export const sayEvent = "say";

export function responseCreate({ instructions, isAside }: Wanted) {
  const response = {
    ...(instructions && { instructions }),
    ...(isAside && { conversation: "none" }),
  };
  const hasMore = Object.keys(response).length > 0;
  return { type: "response.create", event_id: sayEvent, ...(hasMore && { response }) };
}

/** Exactly these words, in the agent's voice. */
export const sayExactly = (words: string) => `Say exactly this and nothing else: "${words}"`;

export function userText(text: string) {
  const content = [{ type: "input_text", text }];
  return { type: "conversation.item.create", item: { type: "message", role: "user", content } };
}

export function systemText(text: string) {
  const content = [{ type: "input_text", text }];
  return { type: "conversation.item.create", item: { type: "message", role: "system", content } };
}

export function toolOutput(callId: string, output: object) {
  return {
    type: "conversation.item.create",
    item: { type: "function_call_output", call_id: callId, output: JSON.stringify(output) },
  };
}

export function truncate(itemId: string, ms: number) {
  return {
    type: "conversation.item.truncate",
    ...{ item_id: itemId, content_index: 0, audio_end_ms: ms },
  };
}
