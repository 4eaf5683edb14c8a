"use client";

import { type FormEvent, useState } from "react";
import { useUpload } from "@/components/imports/use-upload";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { controlClass } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { TextareaField } from "@/components/ui/textarea-field";

const accepted = ".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values";

/** A file, or rows from a spreadsheet's clipboard; without script the browser sends the form. */
export function UploadForms({ id }: { id: string }) {
  const { share, problem, send } = useUpload(id);
  const [missing, setMissing] = useState<"file" | "pasted">();
  const form = { action: "/api/imports", method: "post", encType: "multipart/form-data" } as const;
  const busy = share !== undefined;

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    const [file, pasted] = [values.get("file"), values.get("pasted")];
    const isPaste = values.has("pasted");
    const text = typeof pasted === "string" ? pasted : "";
    const chosen = file instanceof File ? file : new File([text], "Pasted rows");
    const isNothing = isPaste ? text.trim() === "" : chosen.size === 0;
    setMissing(isNothing ? (isPaste ? "pasted" : "file") : undefined);
    if (isNothing)
      event.currentTarget.querySelector<HTMLElement>("input[type=file], textarea")?.focus();
    else void send(chosen);
  }

  return (
    <div className="flex flex-col gap-6">
      {problem && <Notice tone="danger">{problem}</Notice>}
      {busy && (
        <div role="status" className="flex items-center gap-3 text-sm text-muted">
          <progress
            aria-label="Uploaded"
            max={1}
            value={share}
            className="h-2 w-48 accent-accent"
          />
          {share < 1 ? `Uploading… ${Math.round(share * 100)} %` : "Reading the file…"}
        </div>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card
          title="Upload a file"
          description="CSV from a spreadsheet or another CRM, up to 50 MB. The first row should name the columns."
        >
          <form {...form} onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
            <input type="hidden" name="id" value={id} />
            <label className="flex flex-col gap-1.5 text-sm font-medium text-ink">
              CSV file
              <input
                type="file"
                name="file"
                accept={accepted}
                required
                aria-invalid={missing === "file" || undefined}
                aria-describedby={missing === "file" ? "file-missing" : undefined}
                className={`${controlClass} h-11 py-1.5 font-normal file:mr-3 file:h-7 file:rounded-md file:border-0 file:bg-sunken file:px-3 file:text-sm file:font-medium file:text-ink`}
              />
            </label>
            {missing === "file" && (
              <p id="file-missing" className="text-sm text-danger-text">
                Choose a file.
              </p>
            )}
            <Button type="submit" variant="primary" pending={busy} className="self-start">
              Upload
            </Button>
          </form>
        </Card>
        <Card
          title="Paste rows"
          description="Select the cells in your spreadsheet, with the row that names the columns, and copy."
        >
          <form {...form} onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
            <input type="hidden" name="id" value={id} />
            <TextareaField
              label="Rows"
              name="pasted"
              rows={6}
              required
              error={missing === "pasted" ? "Paste some rows." : undefined}
              placeholder={"Name\tPhone\tEmail"}
              className="max-h-80"
            />
            <Button type="submit" pending={busy} className="self-start">
              Continue
            </Button>
          </form>
        </Card>
      </div>
    </div>
  );
}
