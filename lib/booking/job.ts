import { z } from "zod";
import { mailCustomer, remindCustomer, textCustomer } from "@/lib/booking/notify/send";
import { defineJob } from "@/lib/core/job";

const About = z.object({ tenant_id: z.uuid(), id: z.uuid(), sequence: z.number() });

/** Texts a customer what became of their booking. */
export const textCustomerJob = defineJob({
  name: "bookings.text",
  title: "Text a customer about a booking",
  maxAttempts: 8,
  payload: About,
  run: (about) => textCustomer(about, new Date()),
});

/** Mails a customer what became of their booking, with its calendar file. */
export const mailCustomerJob = defineJob({
  name: "bookings.mail",
  title: "Email a customer about a booking",
  maxAttempts: 8,
  payload: About,
  run: mailCustomer,
});

/** Reminds a customer of their booking. */
export const remindCustomerJob = defineJob({
  name: "bookings.remind",
  title: "Remind a customer of a booking",
  maxAttempts: 8,
  payload: About,
  run: (about) => remindCustomer(about, new Date()),
});
