import { KeyField } from "@/components/settings/key-field";
import { SaveOrCheck } from "@/components/settings/save-or-check";
import { Form } from "@/components/ui/form";
import { SwitchField } from "@/components/ui/switch-field";
import { TextField } from "@/components/ui/text-field";
import { saveTranscriptionSettings } from "@/lib/transcription/actions";
import type { TranscriptionSettings } from "@/lib/transcription/store";

/** Who transcribes, and what. */
export function TranscriptionForm({ saved }: { saved: TranscriptionSettings | null }) {
  const { base_url = "", model = "", transcribes_talks = false } = saved ?? {};
  return (
    <Form action={saveTranscriptionSettings} loaded={{ base_url, model, transcribes_talks }}>
      <TextField
        label="Address"
        name="base_url"
        defaultValue={base_url}
        placeholder="https://api.openai.com"
        maxLength={300}
        autoComplete="off"
        spellCheck={false}
        hint="Any endpoint that speaks OpenAI's protocol. Ringbook adds /v1/audio/transcriptions."
        required
      />
      <TextField
        label="Model"
        name="model"
        defaultValue={model}
        placeholder="gpt-4o-mini-transcribe"
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        required
      />
      <KeyField isSaved={saved !== null} endsIn={saved?.api_key_last_four} />
      <SwitchField
        label="Transcribe recorded calls too"
        name="transcribes_talks"
        defaultChecked={transcribes_talks}
        hint="The text stands on the call's page, for those who may hear the recording. A talk with a voice agent isn't sent again: its text is there already. Off: only voicemails are transcribed."
      />
      <SaveOrCheck />
    </Form>
  );
}
