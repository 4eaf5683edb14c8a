"use server";

import { revalidatePath } from "next/cache";
import { memberAction } from "@/lib/auth/action";
import { saveTenantForm } from "@/lib/company/save";
import { deleteRule, saveRule, switchRule } from "@/lib/messages/auto/store";
import {
  MessageLimits,
  OneTemplate,
  QuietForm,
  RuleForm,
  SwitchRule,
  TemplateForm,
} from "@/lib/messages/settings";
import { deleteTemplate, saveTemplate } from "@/lib/messages/templates";

const managers = { role: "manager" } as const;
const admins = { role: "admin" } as const;

export const saveMessageTemplate = memberAction(
  TemplateForm,
  async (template, { db, tenant }) => {
    await saveTemplate(db, tenant.id, template);
    revalidatePath("/settings/messages");
    return { message: "Saved.", saved: true };
  },
  managers,
);

export const removeMessageTemplate = memberAction(
  OneTemplate,
  async ({ id }, { db, tenant }) => {
    await deleteTemplate(db, tenant.id, id);
    revalidatePath("/settings/messages");
    return {};
  },
  managers,
);

export const saveMessageLimits = memberAction(
  MessageLimits,
  async (limits, member, form) => {
    await saveTenantForm(member, limits, form);
    revalidatePath("/settings/messages");
    return { message: "Saved. Applies from the next message.", saved: true };
  },
  admins,
);

export const saveQuietHours = memberAction(
  QuietForm,
  async (hours, member, form) => {
    await saveTenantForm(member, hours, form);
    revalidatePath("/settings/messages");
    return { message: "Saved. Applies from the next message.", saved: true };
  },
  admins,
);

export const saveMessageRule = memberAction(
  RuleForm,
  async (rule, { db, tenant }) => {
    await saveRule(db, tenant.id, rule);
    revalidatePath("/settings/messages");
    return { message: rule.id ? "Saved." : "Added.", saved: true };
  },
  admins,
);

export const switchMessageRule = memberAction(
  SwitchRule,
  async (rule, { db, tenant }) => {
    await switchRule(db, tenant.id, rule);
    revalidatePath("/settings/messages");
    return {};
  },
  admins,
);

export const removeMessageRule = memberAction(
  OneTemplate,
  async ({ id }, { db, tenant }) => {
    await deleteRule(db, tenant.id, id);
    revalidatePath("/settings/messages");
    return {};
  },
  admins,
);
