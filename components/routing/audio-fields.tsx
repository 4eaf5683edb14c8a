"use client";

import { useId } from "react";
import { useEditor } from "@/components/routing/editor-context";
import { useUploadAudio } from "@/components/routing/use-upload-audio";
import { controlClass } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { SelectField } from "@/components/ui/select-field";
import { Spinner } from "@/components/ui/spinner";
import { limitWords } from "@/lib/files/limits";
import { lengthWords } from "@/lib/files/words";

/** Which audio file is played: one of the company's, or a new one; to listen to. */
export function AudioFields({
  place,
  audio,
  label = "Audio file",
  instead = "the words below",
  hint = `Until one is chosen, callers hear ${instead}.`,
  limit = limitWords,
  error,
  onAudio,
}: {
  place: string;
  /** The file's id. */
  audio: string | undefined;
  label?: string;
  /** What callers hear where the file cannot be played. */
  instead?: string;
  hint?: string;
  /** What the file may be. */
  limit?: string;
  error: string | undefined;
  onAudio: (id: string | undefined) => void;
}) {
  const { audio: files, missing, edits, addAudio } = useEditor();
  const id = useId();
  const { busy, problem, upload } = useUploadAudio((file) => {
    addAudio(file);
    onAudio(file.id);
  });
  const isGone = audio !== undefined && !files.some((file) => file.id === audio);
  return (
    <div className="flex flex-col gap-3">
      <SelectField
        label={label}
        className="sm:max-w-sm"
        error={error}
        hint={audio ? undefined : hint}
        value={audio ?? ""}
        onChange={({ target }) => onAudio(target.value || undefined)}
      >
        <option value="">Choose a file</option>
        {isGone && <option value={audio}>A file that isn't there any more</option>}
        {files.map((file) => (
          <option key={file.id} value={file.id}>
            {`${file.name} (${lengthWords(file.seconds)})`}
          </option>
        ))}
      </SelectField>
      {audio !== undefined && !isGone && (
        <audio controls preload="none" src={`/api/files/${audio}`} className="h-11 w-full max-w-sm">
          <track kind="captions" />
        </audio>
      )}
      {audio !== undefined && missing.includes(audio) && (
        <Notice tone="warn">
          {`This file can't be read right now, so callers hear ${instead}. If that stays, upload it again.`}
        </Notice>
      )}
      {edits && (
        <div className="flex flex-col gap-1.5">
          <label htmlFor={id} className="text-sm font-medium text-ink">
            Upload a file
          </label>
          <input
            id={id}
            type="file"
            accept=".mp3,.wav,audio/mpeg,audio/wav"
            disabled={busy}
            aria-invalid={problem !== undefined || undefined}
            aria-describedby={`${id}-words`}
            onChange={({ target }) => {
              const [file] = target.files ?? [];
              if (file) void upload(file);
              target.value = "";
            }}
            className={`${controlClass} h-11 max-w-sm py-1.5 text-sm file:mr-3 file:h-7 file:rounded-md file:border-0 file:bg-sunken file:px-3 file:text-sm file:font-medium file:text-ink`}
          />
          <p id={`${id}-words`} role="status" className="text-[13px] text-muted">
            {busy ? (
              <span className="flex items-center gap-2">
                <Spinner /> Uploading…
              </span>
            ) : problem ? (
              <span className="text-danger-text">{`${place}: ${problem}`}</span>
            ) : (
              limit
            )}
          </p>
        </div>
      )}
    </div>
  );
}
