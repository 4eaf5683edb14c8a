import type { Language } from "@/lib/routing/voices";

/** What a route says without anybody having written it. */
type Phrases = {
  /** Instead of an audio file that cannot be played. */
  one_moment: string;
  /** A key that the menu does not have. */
  wrong_key: string;
  /** Before the beep, where there is no greeting of the mailbox. */
  leave_message: string;
  message_taken: string;
  callback_noted: string;
  goodbye: string;
};

const english: Phrases = {
  one_moment: "Thank you for calling. One moment, please.",
  wrong_key: "Sorry, that is not one of the choices.",
  leave_message:
    "Sorry, nobody can take your call right now. Please leave a message after the tone.",
  message_taken: "Thank you. Your message was saved. Goodbye.",
  callback_noted: "Thank you. We will call you back. Goodbye.",
  goodbye: "Goodbye.",
};

const spanish: Phrases = {
  one_moment: "Gracias por llamar. Un momento, por favor.",
  wrong_key: "Lo sentimos, esa opción no existe.",
  leave_message:
    "Lo sentimos, nadie puede atenderle en este momento. Deje su mensaje después de la señal.",
  message_taken: "Gracias. Hemos guardado su mensaje. Adiós.",
  callback_noted: "Gracias. Le devolveremos la llamada. Adiós.",
  goodbye: "Adiós.",
};

/** In every language that a route can speak. */
export const phrases: Record<Language, Phrases> = {
  "en-US": english,
  "en-GB": english,
  "en-AU": english,
  "es-ES": spanish,
  "es-US": spanish,
  "de-DE": {
    one_moment: "Danke für Ihren Anruf. Einen Moment, bitte.",
    wrong_key: "Diese Auswahl gibt es leider nicht.",
    leave_message:
      "Leider ist gerade niemand erreichbar. Bitte hinterlassen Sie eine Nachricht nach dem Signalton.",
    message_taken: "Vielen Dank. Ihre Nachricht wurde gespeichert. Auf Wiederhören.",
    callback_noted: "Vielen Dank. Wir rufen Sie zurück. Auf Wiederhören.",
    goodbye: "Auf Wiederhören.",
  },
  "fr-FR": {
    one_moment: "Merci de votre appel. Un instant, s'il vous plaît.",
    wrong_key: "Désolé, ce choix n'existe pas.",
    leave_message:
      "Désolé, personne ne peut vous répondre pour le moment. Laissez un message après le bip.",
    message_taken: "Merci. Votre message est enregistré. Au revoir.",
    callback_noted: "Merci. Nous vous rappellerons. Au revoir.",
    goodbye: "Au revoir.",
  },
  "it-IT": {
    one_moment: "Grazie per la chiamata. Un momento, per favore.",
    wrong_key: "Spiacenti, questa scelta non esiste.",
    leave_message:
      "Spiacenti, al momento nessuno può rispondere. Lasciate un messaggio dopo il segnale.",
    message_taken: "Grazie. Il messaggio è stato registrato. Arrivederci.",
    callback_noted: "Grazie. Vi richiameremo. Arrivederci.",
    goodbye: "Arrivederci.",
  },
  "nl-NL": {
    one_moment: "Bedankt voor uw telefoontje. Een ogenblik alstublieft.",
    wrong_key: "Sorry, die keuze bestaat niet.",
    leave_message: "Sorry, er is nu niemand bereikbaar. Spreek na de toon een bericht in.",
    message_taken: "Bedankt. Uw bericht is opgeslagen. Tot ziens.",
    callback_noted: "Bedankt. We bellen u terug. Tot ziens.",
    goodbye: "Tot ziens.",
  },
  "pt-BR": {
    one_moment: "Obrigado por ligar. Um momento, por favor.",
    wrong_key: "Desculpe, essa opção não existe.",
    leave_message: "Desculpe, ninguém pode atender agora. Deixe uma mensagem depois do sinal.",
    message_taken: "Obrigado. Sua mensagem foi gravada. Até logo.",
    callback_noted: "Obrigado. Vamos ligar de volta. Até logo.",
    goodbye: "Até logo.",
  },
  "ro-RO": {
    one_moment: "Vă mulțumim pentru apel. Un moment, vă rugăm.",
    wrong_key: "Ne pare rău, această opțiune nu există.",
    leave_message:
      "Ne pare rău, nimeni nu poate răspunde acum. Lăsați un mesaj după semnalul sonor.",
    message_taken: "Mulțumim. Mesajul a fost salvat. La revedere.",
    callback_noted: "Mulțumim. Vă vom suna înapoi. La revedere.",
    goodbye: "La revedere.",
  },
};
