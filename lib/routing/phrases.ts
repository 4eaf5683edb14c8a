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
  /** Where a caller stands in a queue: `{n}` is the position. */
  position: string;
  expected_minute: string;
  expected_minutes: string;
  please_hold: string;
  /** `{key}` keeps the place. */
  callback_offer: string;
};

const english: Phrases = {
  one_moment: "Thank you for calling. One moment, please.",
  wrong_key: "Sorry, that is not one of the choices.",
  leave_message:
    "Sorry, nobody can take your call right now. Please leave a message after the tone.",
  message_taken: "Thank you. Your message was saved. Goodbye.",
  callback_noted: "Thank you. We will call you back. Goodbye.",
  goodbye: "Goodbye.",
  position: "You are number {n} in line.",
  expected_minute: "The expected wait is about one minute.",
  expected_minutes: "The expected wait is about {n} minutes.",
  please_hold: "Please stay on the line.",
  callback_offer: "To be called back without losing your place, press {key}.",
};

const spanish: Phrases = {
  one_moment: "Gracias por llamar. Un momento, por favor.",
  wrong_key: "Lo sentimos, esa opción no existe.",
  leave_message:
    "Lo sentimos, nadie puede atenderle en este momento. Deje su mensaje después de la señal.",
  message_taken: "Gracias. Hemos guardado su mensaje. Adiós.",
  callback_noted: "Gracias. Le devolveremos la llamada. Adiós.",
  goodbye: "Adiós.",
  position: "Usted es el número {n} en la cola.",
  expected_minute: "La espera prevista es de un minuto aproximadamente.",
  expected_minutes: "La espera prevista es de unos {n} minutos.",
  please_hold: "Por favor, no cuelgue.",
  callback_offer: "Para que le llamemos sin perder su turno, pulse {key}.",
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
    position: "Sie sind Nummer {n} in der Warteschlange.",
    expected_minute: "Die Wartezeit beträgt etwa eine Minute.",
    expected_minutes: "Die Wartezeit beträgt etwa {n} Minuten.",
    please_hold: "Bitte bleiben Sie in der Leitung.",
    callback_offer: "Für einen Rückruf, ohne Ihren Platz zu verlieren, drücken Sie {key}.",
  },
  "fr-FR": {
    one_moment: "Merci de votre appel. Un instant, s'il vous plaît.",
    wrong_key: "Désolé, ce choix n'existe pas.",
    leave_message:
      "Désolé, personne ne peut vous répondre pour le moment. Laissez un message après le bip.",
    message_taken: "Merci. Votre message est enregistré. Au revoir.",
    callback_noted: "Merci. Nous vous rappellerons. Au revoir.",
    goodbye: "Au revoir.",
    position: "Vous êtes en position {n} dans la file.",
    expected_minute: "L'attente est d'environ une minute.",
    expected_minutes: "L'attente est d'environ {n} minutes.",
    please_hold: "Veuillez rester en ligne.",
    callback_offer: "Pour être rappelé sans perdre votre place, appuyez sur {key}.",
  },
  "it-IT": {
    one_moment: "Grazie per la chiamata. Un momento, per favore.",
    wrong_key: "Spiacenti, questa scelta non esiste.",
    leave_message:
      "Spiacenti, al momento nessuno può rispondere. Lasciate un messaggio dopo il segnale.",
    message_taken: "Grazie. Il messaggio è stato registrato. Arrivederci.",
    callback_noted: "Grazie. Vi richiameremo. Arrivederci.",
    goodbye: "Arrivederci.",
    position: "Lei è il numero {n} in coda.",
    expected_minute: "L'attesa prevista è di circa un minuto.",
    expected_minutes: "L'attesa prevista è di circa {n} minuti.",
    please_hold: "Rimanga in linea.",
    callback_offer: "Per essere richiamato senza perdere il posto, prema {key}.",
  },
  "nl-NL": {
    one_moment: "Bedankt voor uw telefoontje. Een ogenblik alstublieft.",
    wrong_key: "Sorry, die keuze bestaat niet.",
    leave_message: "Sorry, er is nu niemand bereikbaar. Spreek na de toon een bericht in.",
    message_taken: "Bedankt. Uw bericht is opgeslagen. Tot ziens.",
    callback_noted: "Bedankt. We bellen u terug. Tot ziens.",
    goodbye: "Tot ziens.",
    position: "U bent nummer {n} in de wachtrij.",
    expected_minute: "De verwachte wachttijd is ongeveer één minuut.",
    expected_minutes: "De verwachte wachttijd is ongeveer {n} minuten.",
    please_hold: "Blijf aan de lijn.",
    callback_offer: "Wilt u worden teruggebeld zonder uw plaats te verliezen, druk dan op {key}.",
  },
  "pt-BR": {
    one_moment: "Obrigado por ligar. Um momento, por favor.",
    wrong_key: "Desculpe, essa opção não existe.",
    leave_message: "Desculpe, ninguém pode atender agora. Deixe uma mensagem depois do sinal.",
    message_taken: "Obrigado. Sua mensagem foi gravada. Até logo.",
    callback_noted: "Obrigado. Vamos ligar de volta. Até logo.",
    goodbye: "Até logo.",
    position: "Você é o número {n} na fila.",
    expected_minute: "A espera prevista é de cerca de um minuto.",
    expected_minutes: "A espera prevista é de cerca de {n} minutos.",
    please_hold: "Por favor, permaneça na linha.",
    callback_offer: "Para receber uma ligação sem perder seu lugar, pressione {key}.",
  },
  "ro-RO": {
    one_moment: "Vă mulțumim pentru apel. Un moment, vă rugăm.",
    wrong_key: "Ne pare rău, această opțiune nu există.",
    leave_message:
      "Ne pare rău, nimeni nu poate răspunde acum. Lăsați un mesaj după semnalul sonor.",
    message_taken: "Mulțumim. Mesajul a fost salvat. La revedere.",
    callback_noted: "Mulțumim. Vă vom suna înapoi. La revedere.",
    goodbye: "La revedere.",
    position: "Sunteți numărul {n} la rând.",
    expected_minute: "Timpul de așteptare este de aproximativ un minut.",
    expected_minutes: "Timpul de așteptare este de aproximativ {n} minute.",
    please_hold: "Vă rugăm să rămâneți pe fir.",
    callback_offer: "Pentru a fi sunat fără să pierdeți locul, apăsați {key}.",
  },
};
