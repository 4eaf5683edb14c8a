"use client";

import { SelectField } from "@/components/ui/select-field";
import { languageName, voiceName } from "@/lib/routing/edit/words";
import { isLanguage, type Language, routeLanguages, voices } from "@/lib/routing/voices";

type Spoken = { language?: Language; voice?: string };

/** A language and one of its voices; with `like`, both may be left to the route. */
export function VoiceFields({
  labels: [languageLabel, voiceLabel],
  like,
  language,
  voice,
  error,
  onVoice,
}: Spoken & {
  labels: [string, string];
  like?: { language: Language; voice: string };
  error?: string;
  onVoice: (spoken: Spoken) => void;
}) {
  const spoken = language ?? like?.language;
  return (
    <div className="grid gap-x-3 gap-y-4 sm:grid-cols-2">
      <SelectField
        label={languageLabel}
        value={language ?? ""}
        onChange={({ target }) =>
          onVoice(
            isLanguage(target.value)
              ? { language: target.value, voice: voices[target.value][0] }
              : {},
          )
        }
      >
        {like && (
          <option value="">{`The route's language (${languageName(like.language)})`}</option>
        )}
        {routeLanguages.map((code) => (
          <option key={code} value={code}>
            {languageName(code)}
          </option>
        ))}
      </SelectField>
      {language && spoken && (
        <SelectField
          label={voiceLabel}
          error={error}
          value={voice ?? voices[spoken][0]}
          onChange={({ target }) => onVoice({ language, voice: target.value })}
        >
          {voices[spoken].map((one) => (
            <option key={one} value={one}>
              {voiceName(one)}
            </option>
          ))}
        </SelectField>
      )}
    </div>
  );
}
