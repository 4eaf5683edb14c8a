"use client";

import { useState } from "react";
import { AudioFields } from "@/components/routing/audio-fields";
import { NumberInput } from "@/components/routing/number-input";
import { WhoFields } from "@/components/routing/people-fields";
import { SelectField } from "@/components/ui/select-field";
import { stepWords } from "@/lib/routing/branches";
import { maxMusicSeconds } from "@/lib/routing/limits";
import type { Step } from "@/lib/routing/route";

type Queue = Extract<Step, { kind: "queue" }>;
const keys = [..."1234567890*#"];

/** Who answers a queue, how many wait in it for how long, and which queue is served first. */
export function QueueFields({
  step,
  set,
  errorOf,
}: {
  step: Queue;
  set: (step: Queue) => void;
  errorOf: (path: string) => string | undefined;
}) {
  return (
    <>
      <WhoFields
        who={step.who}
        errorOf={errorOf}
        inOrder={false}
        onWho={(who) => set({ ...step, who })}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <NumberInput
          label="Callers who may wait"
          min={1}
          max={100}
          error={errorOf("max_waiting")}
          value={step.max_waiting}
          onValue={(max_waiting) => set({ ...step, max_waiting })}
        />
        <NumberInput
          label="Longest wait (seconds)"
          hint="From 30 to 3,600."
          min={30}
          max={3600}
          error={errorOf("max_wait_seconds")}
          value={step.max_wait_seconds}
          onValue={(max_wait_seconds) => set({ ...step, max_wait_seconds })}
        />
        <NumberInput
          label="Priority"
          hint="From 0 to 9. Callers of a queue with a higher number are answered first."
          min={0}
          max={9}
          error={errorOf("priority")}
          value={step.priority}
          onValue={(priority) => set({ ...step, priority })}
        />
        <SelectField
          label="Key for a callback"
          hint="Callers who press it keep their place and are called back at their turn."
          value={step.callback_key ?? ""}
          onChange={({ target }) => set({ ...step, callback_key: target.value || null })}
        >
          <option value="">No callback</option>
          {keys.map((key) => (
            <option key={key} value={key}>
              {key}
            </option>
          ))}
        </SelectField>
      </div>
      <MusicFields step={step} set={set} error={errorOf("music.audio")} />
    </>
  );
}

/** What callers hear while they wait. */
function MusicFields({
  step: { music, ...step },
  set,
  error,
}: {
  step: Queue;
  set: (step: Queue) => void;
  error: string | undefined;
}) {
  const [wantsFile, setWantsFile] = useState(false);
  const plays = music !== undefined || wantsFile;
  return (
    <div className="flex flex-col gap-3">
      <SelectField
        label="Music"
        hint="It begins again until somebody answers; in between, callers hear where they stand."
        className="sm:max-w-sm"
        value={plays ? "audio" : "usual"}
        onChange={({ target }) => {
          setWantsFile(target.value === "audio");
          if (target.value === "usual") set(step);
        }}
      >
        <option value="usual">The usual music</option>
        <option value="audio">An audio file</option>
      </SelectField>
      {plays && (
        <AudioFields
          place={stepWords(step)}
          label="Music file"
          instead="the usual music"
          limit={`MP3 or WAV, at most 4 MB and ${maxMusicSeconds} seconds.`}
          audio={music?.audio}
          error={error}
          onAudio={(audio) => set(audio ? { ...step, music: { audio } } : step)}
        />
      )}
    </div>
  );
}
