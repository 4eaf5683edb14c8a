import type { Language } from "@/local/voice/voices";

/** What the stand-in says where neither its instructions nor a tool's result has the words. */
type Sentences = {
  greeting: string;
  again: string;
  nudge: string;
  whichService: string;
  whichDay: string;
  whichOffer: string;
  shallIBook(spoken: string): string;
  anythingElse: string;
  otherTime: string;
  message: string;
  cannot: string;
  bye: string;
  failed: string;
};

export const SENTENCES: Record<Language, Sentences> = {
  en: {
    greeting: "Hello, this is the voice assistant. How can I help you?",
    again: "Sorry, I did not understand. Could you say that again?",
    nudge: "Are you still there?",
    whichService: "Which service would you like?",
    whichDay: "Which day and time would suit you?",
    whichOffer: "Which one would you like?",
    shallIBook: (spoken) => `${spoken}. Shall I book it?`,
    anythingElse: "Can I do anything else for you?",
    otherTime: "All right, nothing is booked. Which other day and time would suit you?",
    message: "Please tell me your message.",
    cannot: "I am sorry, I cannot do that here.",
    bye: "Thank you for calling. Goodbye.",
    failed: "I am sorry, that did not work.",
  },
  ro: {
    greeting: "Bună ziua, sunt asistentul vocal. Cu ce vă pot ajuta?",
    again: "Îmi pare rău, nu am înțeles. Puteți repeta?",
    nudge: "Mai sunteți la telefon?",
    whichService: "Ce serviciu doriți?",
    whichDay: "Ce zi și ce oră ați dori?",
    whichOffer: "Pe care o doriți?",
    shallIBook: (spoken) => `${spoken}. Fac programarea?`,
    anythingElse: "Vă mai pot ajuta cu ceva?",
    otherTime: "Bine, nu am programat nimic. Ce altă zi și oră ați dori?",
    message: "Vă rog să spuneți mesajul.",
    cannot: "Îmi pare rău, nu pot face asta aici.",
    bye: "Vă mulțumesc. La revedere.",
    failed: "Îmi pare rău, nu a mers.",
  },
};
