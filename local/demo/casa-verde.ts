import type { Sql } from "postgres";
import { newAgent } from "@/lib/agent/settings/schema";
import { messageUrl, voiceUrl } from "@/lib/twilio/urls";
import { carrierControl } from "@/local/carrier/control";
import { hexOf, uuidOf } from "@/local/demo/chance";
import { followApp } from "@/local/demo/webhooks";
import type { StackFacts } from "@/local/stack";
import { newNumber, plantTenants, type TenantPlan } from "@/local/tenant/plant";
import { plantAgent } from "@/local/tenant/plant-agent";
import { plantSalon } from "@/local/tenant/plant-salon";
import type { Language } from "@/local/voice/voices";

const domain = "casaverde.test";
const name = "Casa Verde";
const account = { sid: `AC${hexOf(`${domain} account`)}`, authToken: hexOf(`${domain} token`) };
const people = [
  { mailbox: "admin", role: "admin", name: "Ioana Marin", phone: "+19715550110" },
  { mailbox: "manager", role: "manager", name: "Radu Ilie", phone: "+19715550111" },
  { mailbox: "rep", role: "rep", name: "Ana Stan", phone: "+19715550112" },
  { mailbox: "rep2", role: "rep", name: "Maria Dobre", phone: "+19715550113" },
] as const;
/** Who can sign in. */
export const salon = { name, domain, people };

/** Each is answered by a voice agent in its language. */
const lines: { number: string; name: string; language: Language }[] = [
  { number: "+19715550100", name: "Programări", language: "ro" },
  { number: "+19715550101", name: "English", language: "en" },
];
const callers = [
  { phoneNumber: "+19715550150", label: "Elena Pop" },
  { phoneNumber: "+19715550151", label: "Mihai Toma" },
];

const agents = {
  ro: {
    ...{ name: "Ana", languages: ["ro" as const], greeting: "Cu ce vă pot ajuta?" },
    knowledge: {
      ...{ answers: [], address: "Strada Florilor 12, lângă piață." },
      opening_hours: "Suntem deschiși de luni până sâmbătă, de la nouă la nouăsprezece.",
      prices: "Un tuns costă optzeci de lei, un masaj costă o sută cincizeci de lei.",
    },
  },
  en: {
    ...{ name: "Emma", languages: ["en" as const], greeting: "How can I help you?" },
    knowledge: {
      ...{ answers: [], address: "12 Flower Street, beside the market." },
      opening_hours: "We are open from Monday to Saturday, from nine to seven.",
      prices: "A haircut costs eighty lei, a massage costs a hundred and fifty lei.",
    },
  },
};
const tools = [
  ...["take_message", "look_up", "list_services", "check_availability", "book_appointment"],
  ...["find_my_bookings", "reschedule", "cancel"],
];

/** A Romanian salon whose two numbers voice agents answer, in Romanian and in English. */
export async function seedCasaVerde(facts: StackFacts, sql: Sql): Promise<void> {
  const bought = facts.hasCarrier ? await openAccount(facts) : [];
  const plan = planOf(bought);
  const [existing] = await sql`select from public.tenants where id = ${plan.id}`;
  if (existing) {
    for (const { sid } of bought) await followApp(facts.urls.carrier, facts.urls.app, account, sid);
    return;
  }
  await plantTenants(sql, [plan]);
  for (const { userId } of plan.people) {
    await sql`update public.profiles set extension = private.next_extension(tenant_id)
      where tenant_id = ${plan.id} and user_id = ${userId}`;
  }
  await plantSalon(sql, plan.id, "ro");
  for (const { number, language } of lines) {
    await plantAgent(sql, {
      tenantId: plan.id,
      numberId: uuidOf(`${domain} ${number}`),
      settings: { ...newAgent, ...agents[language], tools },
      provider: {
        ...{ baseUrl: facts.urls.voice, key: "sk-local-casa-verde" },
        ...{ model: "gpt-realtime-2.1", transcriptionModel: "gpt-transcribe" },
      },
    });
  }
}

async function openAccount(facts: StackFacts) {
  const { numbers } = await carrierControl(facts.urls.carrier).ensureAccount({
    ...account,
    ...{ friendlyName: name, clock: "real", options: { handsetsSound: "voice" } },
    numbers: lines.map((line) => ({
      phoneNumber: line.number,
      friendlyName: `${name} ${line.name}`,
      voiceUrl: voiceUrl("answer"),
      statusCallback: voiceUrl("status"),
      smsUrl: messageUrl("incoming"),
    })),
    handsets: [
      ...callers,
      ...people.map(({ phone, name, role }) => ({
        phoneNumber: phone,
        label: `${name} (${role})`,
      })),
    ],
  });
  return numbers;
}

function planOf(bought: { sid: string; phoneNumber: string }[]): TenantPlan {
  const members = people.map(({ mailbox, ...person }) => ({
    ...{ userId: uuidOf(`${domain} ${mailbox}`), email: `${mailbox}@${domain}` },
    ...person,
  }));
  const rings = members.find(({ role }) => role === "rep")?.userId ?? null;
  return {
    ...{ id: uuidOf(`${domain} tenant`), name, timeZone: "Europe/Bucharest", people: members },
    ...{ account, isUnlimited: false },
    numbers: lines.map(({ number, name }) =>
      newNumber(number, rings, {
        ...{ id: uuidOf(`${domain} ${number}`), name },
        sid: bought.find(({ phoneNumber }) => phoneNumber === number)?.sid ?? null,
      }),
    ),
  };
}
