import type { BookingWords } from "@/lib/agent/tools/booking/words/words";

const gone = "Ora aceea nu mai este liberă. Doriți să caut alta?";

export const ro: BookingWords = {
  noServices: "În acest moment nu se pot face programări.",
  services: (names) => `Vă puteți programa la ${names}.`,
  whichService: (names) => `Ce doriți anume: ${names}?`,
  noSuchService: (said, names) => `Nu avem ${said}. Vă puteți programa la ${names}.`,
  noSuchPerson: (said, names) => `Nu avem pe nimeni cu numele ${said}. Sunt ${names}.`,
  didYouMean: (day) => `Vă referiți la ${day}?`,
  whichDay: "În ce zi doriți?",
  dayPassed: "Ziua aceea a trecut. În ce zi doriți?",
  tooFar: (days) =>
    `Pot face programări cu cel mult ${days} zile înainte. Doriți o zi mai devreme?`,
  offer: (service, day, times) =>
    `Pentru ${service}, ${day}, avem liber la ${times}. Care vi se potrivește?`,
  offerExact: (service, when, staff) =>
    `${service} cu ${staff}, ${when}, este liber. Vă programez?`,
  notThen: (day) => `Nu mai este nimic liber ${day}.`,
  nothingFree: (day) =>
    `Îmi pare rău, nu este nimic liber ${day} și nici în următoarele două săptămâni.`,
  with: (clock, staff) => `${clock} cu ${staff}`,
  whatName: "Pe ce nume fac programarea?",
  booked: (service, staff, when) => `V-am programat: ${service} cu ${staff}, ${when}.`,
  moved: (service, staff, when) => `Am mutat programarea: ${service} cu ${staff}, ${when}.`,
  shallICancel: (booking) => `Anulez programarea: ${booking}?`,
  cancelled: (service, when) => `Programarea pentru ${service}, ${when}, este anulată.`,
  textComes: "Veți primi un mesaj.",
  noBookings: "Nu găsesc nicio programare pe numărul dumneavoastră.",
  yourBookings: (list) => `Aveți ${list}.`,
  whichBooking: (list) => `La care vă referiți: ${list}?`,
  one: (service, staff, when) => `${service} cu ${staff}, ${when}`,
  refused: {
    service_not_found: "Acest serviciu nu se mai poate programa. Ce altceva doriți?",
    staff_not_found: gone,
    contact_not_found: "Nu am putut face programarea. Doriți să vă fac legătura cu un coleg?",
    booking_not_found: "Nu găsesc această programare.",
    not_their_service: gone,
    no_such_time: gone,
    past: "Ora aceea a trecut. Doriți să caut alta?",
    too_far_ahead: "Este prea departe pentru mine. Doriți o zi mai devreme?",
    closed: gone,
    taken: "Îmi pare rău, ora tocmai s-a ocupat. Doriți să caut alta?",
    changed_meanwhile: "Programarea tocmai a fost schimbată. Doriți să mă uit din nou?",
    over: "Programarea a trecut sau este deja anulată.",
    not_begun: "Programarea nu a început încă.",
    not_offered: "Să caut mai întâi ce este liber. În ce zi doriți?",
    not_heard: "Vă programez atunci?",
  },
};
