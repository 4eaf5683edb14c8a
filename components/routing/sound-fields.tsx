"use client";

import { useState } from "react";
import { AudioFields } from "@/components/routing/audio-fields";
import { useEditor } from "@/components/routing/editor-context";
import { VoiceFields } from "@/components/routing/voice-fields";
import { SelectField } from "@/components/ui/select-field";
import { TextareaField } from "@/components/ui/textarea-field";
import type { Sound } from "@/lib/routing/route";

/** What callers hear: text and in whose voice, or an audio file. */
export function SoundFields({
  place,
  label,
  hint,
  audioHint,
  sound,
  errorOf,
  onSound,
}: {
  /** The step, as its name says it. */
  place: string;
  label: string;
  hint?: string;
  /** What the words are for where an audio file is played. */
  audioHint: string;
  sound: Sound;
  errorOf: (path: string) => string | undefined;
  onSound: (sound: Sound) => void;
}) {
  const { route } = useEditor();
  const { text, language, voice, audio } = sound;
  const [wantsFile, setWantsFile] = useState(false);
  const plays = audio !== undefined || wantsFile;
  const own = { language, voice };
  return (
    <div className="flex flex-col gap-3">
      <SelectField
        label="Sound"
        className="sm:max-w-sm"
        value={plays ? "audio" : "text"}
        onChange={({ target }) => {
          setWantsFile(target.value === "audio");
          if (target.value === "text") onSound({ text, ...own });
        }}
      >
        <option value="text">Text that a voice says</option>
        <option value="audio">An audio file</option>
      </SelectField>
      {plays && (
        <AudioFields
          place={place}
          audio={audio}
          error={errorOf("sound.audio")}
          onAudio={(file) => onSound(file ? { audio: file, text, ...own } : { text, ...own })}
        />
      )}
      <TextareaField
        label={plays ? "Words, if the file can't be played" : label}
        hint={plays ? audioHint : hint}
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
        onVoice={(spoken) => onSound({ ...(audio && { audio }), text, ...spoken })}
      />
    </div>
  );
}
