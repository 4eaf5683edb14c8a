import { sayEvent } from "@/lib/agent/asking";
import type { RealtimeEvent } from "@/lib/speech/realtime-events";

type Of<Type extends RealtimeEvent["type"]> = Extract<RealtimeEvent, { type: Type }>;
type Called = { response_id: string; call_id: string; name: string; arguments: string };

/** What a talk does with what the provider says. */
export type Listener = {
  callerStarted(): void;
  /** `endMs` of what the provider has heard is where the caller's voice ended. */
  callerStopped(endMs: number): void;
  callerSpoke(item: string): void;
  /** `usage`: what writing it down has used. */
  callerSaid(item: string, text: string, usage: object): void;
  responseBegan(id: string): void;
  sounds(event: Of<"response.output_audio.delta">): void;
  soundEnded(item: string): void;
  says(item: string, text: string, isAll: boolean): void;
  calls(tool: Called): void;
  responseEnded(response: Of<"response.done">["response"]): void;
  /** A response was asked for while another went on. */
  alreadyAnswering(): void;
  /** A response was asked for, and refused. */
  refused(): void;
};

/** Calls what an event of the provider's means for a talk. */
export function notifyListener(event: RealtimeEvent, on: Listener): void {
  switch (event.type) {
    case "input_audio_buffer.speech_started":
      on.callerStarted();
      break;
    case "input_audio_buffer.speech_stopped":
      on.callerStopped(event.audio_end_ms);
      break;
    case "input_audio_buffer.committed":
      on.callerSpoke(event.item_id);
      break;
    case "conversation.item.input_audio_transcription.completed":
      on.callerSaid(event.item_id, event.transcript, event.usage ?? {});
      break;
    case "response.created":
      on.responseBegan(event.response.id);
      break;
    case "response.output_audio.delta":
      on.sounds(event);
      break;
    case "response.output_audio.done":
      on.soundEnded(event.item_id);
      break;
    case "response.output_audio_transcript.delta":
      on.says(event.item_id, event.delta, false);
      break;
    case "response.output_audio_transcript.done":
      on.says(event.item_id, event.transcript, true);
      break;
    case "response.function_call_arguments.done": {
      const { name } = event;
      if (name) on.calls({ ...event, name });
      break;
    }
    case "response.output_item.done": {
      const { response_id, item } = event;
      const { type, call_id, name, arguments: given = "{}" } = item;
      if (type !== "function_call" || !call_id || !name) return;
      on.calls({ response_id, call_id, name, arguments: given });
      break;
    }
    case "response.done":
      on.responseEnded(event.response);
      break;
    case "error":
      if (event.error.code === "conversation_already_has_active_response") on.alreadyAnswering();
      else if (event.error.event_id === sayEvent) on.refused();
      break;
    default:
  }
}
