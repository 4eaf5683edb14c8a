import type { BookingRefusal } from "@/lib/booking/answer";

/** What an agent says of bookings, in a language. */
export type BookingWords = {
  noServices: string;
  services: (names: string) => string;
  whichService: (names: string) => string;
  noSuchService: (said: string, names: string) => string;
  noSuchPerson: (said: string, names: string) => string;
  didYouMean: (day: string) => string;
  whichDay: string;
  dayPassed: string;
  tooFar: (days: string) => string;
  offer: (service: string, day: string, times: string) => string;
  offerExact: (service: string, when: string, staff: string) => string;
  notThen: (day: string) => string;
  nothingFree: (day: string) => string;
  with: (clock: string, staff: string) => string;
  whatName: string;
  booked: (service: string, staff: string, when: string) => string;
  moved: (service: string, staff: string, when: string) => string;
  shallICancel: (booking: string) => string;
  cancelled: (service: string, when: string) => string;
  textComes: string;
  noBookings: string;
  yourBookings: (list: string) => string;
  whichBooking: (list: string) => string;
  one: (service: string, staff: string, when: string) => string;
  refused: Record<BookingRefusal["refused"], string>;
};
