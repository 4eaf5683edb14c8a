import type { Role } from "@/tests/database/isolation/subject";

/** What of a tenant's a `[part]` of an address names. */
export type Thing =
  | "call"
  | "call list"
  | "company"
  | "contact"
  | "import"
  | "number"
  | "recording"
  | "report"
  | "task";

/**
 * Who may see a page: members from this role up (the others read who may), of whose `[part]` names
 * a thing of their own tenant; or everyone, and why.
 */
export type PageRule = { members: Role; part?: Thing } | { everyone: string };
/**
 * Likewise a route, by method; or whoever knows a secret, or signs as Twilio. A method that is left
 * out is 405.
 */
export type RouteRule = {
  methods: ("GET" | "POST")[];
  for: { members: Role; part?: Thing } | { everyone: string } | "schedule" | "Twilio";
};
/** Likewise a server action. */
export type ActionRule = { members: Role } | { everyone: string };

const signingIn = "for people who are not signed in yet";

/** Every page, by its address. */
export const pages: Record<string, PageRule> = {
  "/": { everyone: "sends everyone on to where they belong" },
  "/call-lists": { members: "rep" },
  "/call-lists/[id]": { members: "rep", part: "call list" },
  "/call-lists/[id]/edit": { members: "rep", part: "call list" },
  "/call-lists/new": { members: "rep" },
  "/calls": { members: "rep" },
  "/calls/log": { members: "rep" },
  "/calls/[id]": { members: "rep", part: "call" },
  "/confirm-email": { everyone: "for whoever holds the mail's link" },
  "/companies": { members: "rep" },
  "/companies/[id]": { members: "rep", part: "company" },
  "/companies/[id]/edit": { members: "rep", part: "company" },
  "/companies/new": { members: "rep" },
  "/contacts": { members: "rep" },
  "/contacts/[id]": { members: "rep", part: "contact" },
  "/contacts/[id]/log-call": { members: "rep", part: "contact" },
  "/contacts/[id]/edit": { members: "rep", part: "contact" },
  "/contacts/[id]/merge": { members: "rep", part: "contact" },
  "/contacts/import": { members: "rep" },
  "/contacts/import/[id]": { members: "rep", part: "import" },
  "/contacts/new": { members: "rep" },
  "/invite/[token]": { everyone: "whoever holds the link sees what it invites to" },
  "/missed": { members: "rep" },
  "/notifications": { members: "rep" },
  "/login": { everyone: signingIn },
  "/onboarding": { everyone: "for people without a tenant; members are sent to their contacts" },
  "/reset-password": { everyone: signingIn },
  "/reset-password/new": { everyone: "for whoever holds the mail's link, or is signed in" },
  "/settings": { everyone: "sends everyone on to the profile, which asks who they are" },
  "/settings/audit-log": { members: "admin" },
  "/settings/call-audit": { members: "admin" },
  "/settings/call-audit/[id]": { members: "admin", part: "report" },
  "/settings/calling": { members: "rep" },
  "/settings/company": { members: "admin" },
  "/settings/failed-jobs": { members: "admin" },
  "/settings/outcomes": { members: "rep" },
  "/settings/stages": { members: "rep" },
  "/settings/contact-fields": { members: "rep" },
  "/settings/numbers": { members: "admin" },
  "/settings/numbers/[id]": { members: "admin", part: "number" },
  "/settings/notifications": { members: "rep" },
  "/settings/problems": { members: "admin" },
  "/settings/profile": { members: "rep" },
  "/settings/team": { members: "rep" },
  "/settings/twilio": { members: "admin" },
  "/tasks": { members: "rep" },
  "/tasks/[id]": { members: "rep", part: "task" },
  "/signup": { everyone: signingIn },
  "/voicemail": { members: "rep" },
};

/** Every route, by its address. */
export const routes: Record<string, RouteRule> = {
  "/api/audit-log": { methods: ["GET"], for: { members: "admin" } },
  "/api/call-audit/[id]": { methods: ["GET"], for: { members: "admin", part: "report" } },
  "/api/calls/[id]/hangup": { methods: ["POST"], for: { members: "rep", part: "call" } },
  "/api/calls/initiate": { methods: ["POST"], for: { members: "rep" } },
  "/api/calls/[id]/wrapup": { methods: ["POST"], for: { members: "rep", part: "call" } },
  "/api/contacts/export": { methods: ["GET"], for: { members: "rep" } },
  "/api/contacts/duplicates": { methods: ["GET"], for: { members: "rep" } },
  "/api/imports": { methods: ["POST"], for: { members: "rep" } },
  "/api/imports/[id]/left-out": { methods: ["GET"], for: { members: "rep", part: "import" } },
  "/api/cron/sweep": { methods: ["GET", "POST"], for: "schedule" },
  "/api/health": { methods: ["GET"], for: { everyone: "says which parts are up, no more" } },
  "/api/notifications": { methods: ["GET"], for: { members: "rep" } },
  "/api/notifications/read": { methods: ["POST"], for: { members: "rep" } },
  "/api/recordings/[id]": { methods: ["GET"], for: { members: "rep", part: "recording" } },
  "/api/search": { methods: ["GET"], for: { members: "rep" } },
  "/api/twilio/voice/answer": { methods: ["POST"], for: "Twilio" },
  "/api/twilio/voice/connect": { methods: ["POST"], for: "Twilio" },
  "/api/twilio/voice/dialed": { methods: ["POST"], for: "Twilio" },
  "/api/twilio/voice/recording": { methods: ["POST"], for: "Twilio" },
  "/api/twilio/voice/screen": { methods: ["POST"], for: "Twilio" },
  "/api/twilio/voice/status": { methods: ["POST"], for: "Twilio" },
  "/api/session": { methods: ["GET"], for: { members: "rep" } },
  "/api/sign-in": { methods: ["POST"], for: { everyone: signingIn } },
  "/auth/confirm": { methods: ["GET"], for: { everyone: "where a mail's link leads" } },
};

/** Every server action, by its file and name. */
export const actions: Record<string, ActionRule> = {
  "lib/account/actions.ts askForReset": { everyone: signingIn },
  "lib/account/actions.ts chooseNewPassword": {
    everyone: "spends a mail's link, or the session's",
  },
  "lib/account/actions.ts confirmEmail": { everyone: "spends a mail's link" },
  "lib/account/actions.ts signIn": { everyone: signingIn },
  "lib/account/actions.ts signOut": { everyone: "ends one's own session" },
  "lib/account/actions.ts signUp": { everyone: signingIn },
  "lib/profile/actions.ts changePassword": { members: "rep" },
  "lib/profile/actions.ts chooseDefaultNumber": { members: "rep" },
  "lib/profile/actions.ts removePhone": { members: "rep" },
  "lib/profile/actions.ts rename": { members: "rep" },
  "lib/profile/actions.ts savePhone": { members: "rep" },
  "lib/contact-list/actions.ts changeMany": { members: "rep" },
  "lib/contact-list/actions.ts undoMany": { members: "rep" },
  "lib/contact-views/actions.ts removeView": { members: "rep" },
  "lib/contact-views/actions.ts renameView": { members: "rep" },
  "lib/contact-views/actions.ts saveView": { members: "rep" },
  "lib/contact-views/actions.ts updateView": { members: "rep" },
  "lib/call-lists/actions.ts createCallList": { members: "rep" },
  "lib/call-lists/actions.ts nextContact": { members: "rep" },
  "lib/call-lists/actions.ts removeCallList": { members: "rep" },
  "lib/call-lists/actions.ts saveCallList": { members: "rep" },
  "lib/call-lists/actions.ts setCallListState": { members: "rep" },
  "lib/call-lists/actions.ts skipContact": { members: "rep" },
  "lib/calls/actions.ts chooseContact": { members: "rep" },
  "lib/calling/actions.ts saveAllowedCountries": { members: "admin" },
  "lib/calling/actions.ts saveAllowedPrefixes": { members: "admin" },
  "lib/calling/actions.ts saveCallLimits": { members: "admin" },
  "lib/jobs/actions.ts runAgain": { members: "admin" },
  "lib/voice/problem-actions.ts replay": { members: "admin" },
  "lib/dispositions/actions.ts addOutcome": { members: "admin" },
  "lib/dispositions/actions.ts archiveOutcome": { members: "admin" },
  "lib/dispositions/actions.ts moveOutcome": { members: "admin" },
  "lib/dispositions/actions.ts restoreOutcome": { members: "admin" },
  "lib/dispositions/actions.ts saveOutcome": { members: "admin" },
  "lib/logged-calls/actions.ts logCall": { members: "rep" },
  "lib/logged-calls/actions.ts removeLoggedCall": { members: "rep" },
  "lib/wrapups/actions.ts choosePrompt": { members: "rep" },
  "lib/wrapups/actions.ts setOutcome": { members: "rep" },
  "lib/companies/actions.ts createCompany": { members: "rep" },
  "lib/companies/actions.ts editCompany": { members: "rep" },
  "lib/companies/actions.ts removeCompany": { members: "rep" },
  "lib/contact-fields/actions.ts archiveField": { members: "admin" },
  "lib/contact-fields/actions.ts createField": { members: "admin" },
  "lib/contact-fields/actions.ts moveField": { members: "admin" },
  "lib/contact-fields/actions.ts restoreField": { members: "admin" },
  "lib/contact-fields/actions.ts saveField": { members: "admin" },
  "lib/stages/actions.ts archiveStage": { members: "admin" },
  "lib/stages/actions.ts createStage": { members: "admin" },
  "lib/stages/actions.ts moveStage": { members: "admin" },
  "lib/stages/actions.ts renameStage": { members: "admin" },
  "lib/stages/actions.ts restoreStage": { members: "admin" },
  "lib/contacts/actions.ts archiveContact": { members: "rep" },
  "lib/contacts/actions.ts createContact": { members: "rep" },
  "lib/contacts/actions.ts editContactHere": { members: "rep" },
  "lib/contacts/actions.ts restoreContact": { members: "rep" },
  "lib/contacts/actions.ts editContact": { members: "rep" },
  "lib/imports/actions.ts chooseColumns": { members: "rep" },
  "lib/imports/actions.ts readAgain": { members: "rep" },
  "lib/imports/actions.ts startImport": { members: "rep" },
  "lib/imports/actions.ts stopImport": { members: "rep" },
  "lib/imports/actions.ts undoImport": { members: "rep" },
  "lib/merges/actions.ts mergeContacts": { members: "rep" },
  "lib/merges/actions.ts undoMerge": { members: "rep" },
  "lib/do-not-call/actions.ts addDoNotCall": { members: "manager" },
  "lib/do-not-call/actions.ts pasteDoNotCall": { members: "manager" },
  "lib/do-not-call/actions.ts takeOffDoNotCall": { members: "manager" },
  "lib/notes/actions.ts createNote": { members: "rep" },
  "lib/notes/actions.ts editNote": { members: "rep" },
  "lib/notes/actions.ts removeNote": { members: "rep" },
  "lib/notes/actions.ts setNotePinned": { members: "rep" },
  "lib/notifications/actions.ts readAll": { members: "rep" },
  "lib/notifications/actions.ts saveSettings": { members: "rep" },
  "lib/missed/actions.ts claimMissed": { members: "rep" },
  "lib/missed/actions.ts dismissMissed": { members: "rep" },
  "lib/missed/actions.ts releaseMissed": { members: "rep" },
  "lib/missed/actions.ts reopenMissed": { members: "rep" },
  "lib/numbers/actions.ts addNumber": { members: "admin" },
  "lib/numbers/actions.ts removeNumber": { members: "admin" },
  "lib/numbers/actions.ts saveNumber": { members: "admin" },
  "lib/numbers/actions.ts sendCallsHere": { members: "admin" },
  "lib/numbers/actions.ts undoWebhooks": { members: "admin" },
  "lib/first-day/actions.ts dismissChecklist": { members: "rep" },
  "lib/phones/actions.ts callMe": { members: "rep" },
  "lib/phones/actions.ts verifyPhone": { members: "rep" },
  "lib/reconcile/actions.ts compareWithTwilio": { members: "admin" },
  "lib/recordings/actions.ts removeRecording": { members: "admin" },
  "lib/tasks/actions.ts createTask": { members: "rep" },
  "lib/tasks/actions.ts markTask": { members: "rep" },
  "lib/tasks/actions.ts removeTask": { members: "rep" },
  "lib/tasks/actions.ts saveTask": { members: "rep" },
  "lib/team/actions.ts giveRole": { members: "admin" },
  "lib/team/actions.ts invite": { members: "admin" },
  "lib/team/actions.ts remove": { members: "admin" },
  "lib/team/actions.ts revoke": { members: "admin" },
  "lib/team/join-actions.ts joinBySignIn": { everyone: "spends an invitation" },
  "lib/team/join-actions.ts joinBySignUp": { everyone: "spends an invitation" },
  "lib/team/join-actions.ts joinNow": { everyone: "spends an invitation" },
  "lib/company/actions.ts saveCallPolicy": { members: "admin" },
  "lib/company/actions.ts saveCompany": { members: "admin" },
  "lib/company/actions.ts startCompany": { everyone: "founds a tenant for whoever has none" },
  "lib/voicemail/actions.ts assign": { members: "rep" },
  "lib/voicemail/actions.ts removeVoicemail": { members: "rep" },
  "lib/voicemail/actions.ts setHeard": { members: "rep" },
  "lib/twilio-account/actions.ts connectTwilio": { members: "admin" },
};
