"use client";

import { X } from "lucide-react";
import { useEffect, useEffectEvent, useRef } from "react";
import type { Attachment } from "@/components/messages/attachment";
import { uploadMedia } from "@/components/messages/upload-media";
import { Spinner } from "@/components/ui/spinner";

/** Files that go with a message: each is uploaded once chosen, and named in the form. */
export function Attachments({
  files,
  onUploaded,
  onRemove,
}: {
  files: Attachment[];
  onUploaded: (attachment: Attachment) => void;
  onRemove: (file: File) => void;
}) {
  const begun = useRef(new Set<File>());
  const uploaded = useEffectEvent(onUploaded);
  useEffect(() => {
    for (const { file, upload } of files) {
      if (upload || begun.current.has(file)) continue;
      begun.current.add(file);
      void uploadMedia(file).then((upload) => uploaded({ file, upload }));
    }
  }, [files]);
  return (
    <ul aria-label="Attachments" className="flex flex-wrap gap-2">
      {files.map(({ file, upload }) => (
        <li
          key={`${file.name} ${file.size} ${file.lastModified}`}
          className="flex max-w-full items-center gap-2 rounded-lg border border-line bg-sunken py-1 pr-1 pl-2.5 text-[13px] text-ink"
        >
          {!upload && <Spinner />}
          <span className="min-w-0 break-words">
            {file.name}
            {upload && "problem" in upload && (
              <span role="alert" className="block text-danger-text">
                {upload.problem}
              </span>
            )}
          </span>
          {upload && "id" in upload && <input type="hidden" name="mediaIds" value={upload.id} />}
          <button
            type="button"
            aria-label={`Remove ${file.name}`}
            onClick={() => onRemove(file)}
            className="flex size-8 items-center justify-center rounded-md hover:bg-line md:size-6 [&>svg]:size-4"
          >
            <X aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
