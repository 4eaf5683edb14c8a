import { DeleteLine } from "@/components/settings/delete-line";
import { EditInDialog } from "@/components/settings/edit-in-dialog";
import { Card } from "@/components/ui/card";
import { TextField } from "@/components/ui/text-field";
import { removeAudioFile, renameAudioFile } from "@/lib/files/actions";
import type { AudioFile } from "@/lib/files/store";
import { lengthWords } from "@/lib/files/words";

/** A company's audio files, to listen to; admins rename and delete them. */
export function AudioList({ files, edits }: { files: AudioFile[]; edits: boolean }) {
  return (
    <Card
      title="Audio files"
      description="What routes can play. A file is uploaded where a step plays it."
      flush
    >
      <ul aria-label="Audio files" className="divide-y divide-line border-t border-line">
        {files.map((file) => (
          <li key={file.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-5 py-2.5">
            <span className="min-w-40 flex-1 break-words text-ink">
              {file.name}{" "}
              <span className="text-[13px] whitespace-nowrap text-muted">
                {lengthWords(file.seconds)}
              </span>
            </span>
            <audio
              controls
              preload="none"
              src={`/api/files/${file.id}`}
              aria-label={file.name}
              className="h-10 w-full max-w-64"
            >
              <track kind="captions" />
            </audio>
            {edits && <AudioActions {...file} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function AudioActions({ id, name }: { id: string; name: string }) {
  return (
    <span className="flex items-center">
      <EditInDialog id={id} name={name} action={renameAudioFile}>
        <TextField
          label="Name"
          name="name"
          maxLength={80}
          autoComplete="off"
          required
          defaultValue={name}
        />
      </EditInDialog>
      <DeleteLine
        name={name}
        title={`Delete “${name}”?`}
        description="No route can play it any more. This can't be undone."
        action={removeAudioFile}
        fields={{ id }}
      />
    </span>
  );
}
