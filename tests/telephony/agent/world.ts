import type { Prices } from "@/lib/agent/prices/schema";
import { savePrices } from "@/lib/agent/prices/store";
import { newAgent } from "@/lib/agent/settings/schema";
import { connect } from "@/local/postgres/database";
import { type Provider, plantAgent } from "@/local/tenant/plant-agent";
import { plantSalon, type SalonService } from "@/local/tenant/plant-salon";
import type { Language } from "@/local/voice/voices";
import { stack } from "@/tests/support/stack";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";

/**
 * A salon whose number a voice agent answers in one language. Each call has one of its own: in one
 * calendar two callers may be offered one time, and one of them books it.
 */
export type World = {
  language: Language;
  tenant: TestTenant;
  /** Ids by what they are. */
  services: Record<SalonService, string>;
};

const KNOWLEDGE = {
  en: {
    opening_hours: "We are open from Monday to Saturday, from nine to seven.",
    prices: "A haircut is twenty-five dollars, a massage is sixty dollars.",
    address: "We are at twelve Main Street.",
  },
  ro: {
    opening_hours: "Suntem deschiși de luni până sâmbătă, de la nouă la nouăsprezece.",
    prices: "Un tuns costă optzeci de lei, un masaj costă o sută cincizeci de lei.",
    address: "Suntem pe strada Florilor numărul doisprezece.",
  },
};

const STAFF = [
  "Ana",
  "Maria",
  "Elena",
  "Andrei",
  "Ioana",
  "Mihai",
  "Sofia",
  "Radu",
  "Vlad",
  "Oana",
];

const TOOLS = [
  ...["take_message", "look_up", "list_services", "check_availability", "book_appointment"],
  ...["find_my_bookings", "reschedule", "cancel"],
];

export async function openWorld(
  language: Language,
  provider: Provider,
  prices?: Omit<Prices, "model">,
): Promise<World> {
  const tenant = await makeTenant();
  if (prices) await savePrices(tenant.admin.db, tenant.id, { ...prices, model: provider.model });
  const sql = connect(stack.adminDatabaseUrl);
  try {
    await sql`update public.tenants set time_zone = 'Europe/Bucharest', agent_talks_at_once = 100
      where id = ${tenant.id}`;
    const services = await plantSalon(sql, tenant.id, language, STAFF);
    await plantAgent(sql, {
      tenantId: tenant.id,
      numberId: tenant.numberId,
      provider,
      settings: {
        ...newAgent,
        languages: [language],
        greeting: language === "ro" ? "Cu ce vă pot ajuta?" : "How can I help you?",
        knowledge: { answers: [], ...KNOWLEDGE[language] },
        tools: TOOLS,
        limits: { ...newAgent.limits, minutes_per_day: 10_000 },
      },
    });
    return { language, tenant, services };
  } finally {
    await sql.end();
  }
}
