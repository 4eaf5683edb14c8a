"use client";

import { useEditor } from "@/components/routing/editor-context";
import { VoiceFields } from "@/components/routing/voice-fields";
import { TextareaField } from "@/components/ui/textarea-field";
import type { Sound } from "@/lib/routing/route";

/** What is said, and in whose voice. */
export function SoundFields({
  label,
  hint,
  sound,
  errorOf,
  onSound,
}: {
  label: string;
  hint?: string;
  sound: Sound;
  errorOf: (path: string) => string | undefined;
  onSound: (sound: Sound) => void;
}) {
  const { route } = useEditor();
  const { text, language, voice } = sound;
  return (
    <div className="flex flex-col gap-3">
      <TextareaField
        label={label}
        hint={hint}
        maxLength={1000}
        lang={language ?? route.language}
        error={errorOf("sound.text")}
        value={text}
        onChange={(event) => onSound({ ...sound, text: event.target.value })}
      />
      <VoiceFields
        labels={["Spoken in", "Voice of this step"]}
        like={{ language: route.language, voice: route.voice }}
        language={language}
        voice={voice}
        error={errorOf("sound.voice")}
        onVoice={(own) => onSound({ text, ...own })}
      />
    </div>
  );
}
