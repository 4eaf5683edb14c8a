import type { AgentTurn } from "@/lib/agent/desk/talk";

type Timed = Pick<
  AgentTurn,
  "silence_ms" | "model_ms" | "bridge_ms" | "playback_ms" | "tools_ms" | "clear_ms"
>;

/** How long a caller waited for an answer, from the end of their voice (ms); null: not known. */
export function waitOf({ silence_ms, model_ms, bridge_ms }: Timed): number | null {
  return model_ms === null ? null : (silence_ms ?? 0) + model_ms + (bridge_ms ?? 0);
}

/** The stages of an answer: "pause 500 ms · model 380 ms (tools 120 ms) · sending 4 ms". */
export function stageWords(turn: Timed): string {
  const { silence_ms, model_ms, bridge_ms, playback_ms, tools_ms, clear_ms } = turn;
  const tools = tools_ms ? ` (tools ${ms(tools_ms)})` : "";
  return [
    silence_ms !== null && `pause ${ms(silence_ms)}`,
    model_ms !== null && `model ${ms(model_ms)}${tools}`,
    bridge_ms !== null && `sending ${ms(bridge_ms)}`,
    playback_ms !== null && `to the phone ${ms(playback_ms)}`,
    clear_ms !== null && `silenced in ${ms(clear_ms)}`,
  ]
    .filter(Boolean)
    .join(" · ");
}

const ms = (value: number) => `${value.toLocaleString("en-US")} ms`;
