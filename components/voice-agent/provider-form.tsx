import { KeyField } from "@/components/settings/key-field";
import { SaveOrCheck } from "@/components/settings/save-or-check";
import { Form } from "@/components/ui/form";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { saveProviderSettings } from "@/lib/agent/provider/actions";
import { endOf, type KnownModel, talkingModels, writingModels } from "@/lib/agent/provider/models";
import type { ProviderSettings } from "@/lib/agent/provider/store";
import { formatDay } from "@/lib/core/time";

const proposed = {
  base_url: "https://api.openai.com/v1",
  model: talkingModels[0]?.name ?? "",
  transcription_model: writingModels[0]?.name ?? "",
  audio_format: "audio/pcmu",
};

const nothing = { base_url: "", model: "", transcription_model: "", audio_format: "" };

/** Which model talks with callers, where, and by which key. */
export function ProviderForm({ saved }: { saved: ProviderSettings | null }) {
  const { base_url, model, transcription_model, audio_format } = saved ?? proposed;
  return (
    <Form
      action={saveProviderSettings}
      label="Model"
      // What is proposed is not there yet.
      loaded={saved ? { base_url, model, transcription_model, audio_format } : nothing}
    >
      <TextField
        label="Address"
        name="base_url"
        defaultValue={base_url}
        placeholder="https://api.openai.com/v1"
        maxLength={300}
        autoComplete="off"
        spellCheck={false}
        hint="Any endpoint that speaks OpenAI's Realtime protocol."
        required
      />
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <ModelField label="Model" name="model" value={model} known={talkingModels} />
        <ModelField
          label="Transcription model"
          name="transcription_model"
          value={transcription_model}
          known={writingModels}
        />
      </div>
      <SelectField
        label="Audio"
        name="audio_format"
        defaultValue={audio_format}
        className="sm:max-w-sm"
        hint="Telephone audio suits OpenAI, and passes through unchanged."
      >
        <option value="audio/pcmu">Telephone audio (G.711 µ-law)</option>
        <option value="audio/pcm">PCM, 24 kHz</option>
      </SelectField>
      <KeyField isSaved={saved !== null} endsIn={saved?.api_key_last_four} />
      <SaveOrCheck />
    </Form>
  );
}

/** A model's name, with today's to choose from and the day on which one ends. */
function ModelField({
  label,
  name,
  value,
  known,
}: {
  label: string;
  name: string;
  value: string;
  known: readonly KnownModel[];
}) {
  const end = endOf(value);
  const lasting = known.filter(({ until }) => !until).map((one) => one.name);
  const ending = known.filter(({ until }) => until);
  const [until] = ending.flatMap((one) => one.until ?? []);
  const names = new Intl.ListFormat("en").format(ending.map((one) => one.name));
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <TextField
        label={label}
        name={name}
        defaultValue={value}
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        list={`known-${name}`}
        hint={
          <>
            OpenAI's today: {lasting.join(", ")}.{until && ` ${names} end on ${formatDay(until)}.`}
          </>
        }
        required
      />
      <datalist id={`known-${name}`}>
        {lasting.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      {end && (
        <p className="text-[13px] font-medium text-warn-text">
          OpenAI shuts {value} down on {formatDay(end)}: choose another before.
        </p>
      )}
    </div>
  );
}
