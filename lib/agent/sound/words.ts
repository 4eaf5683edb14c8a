/** What a company's trials by microphone may last: private.trial_seconds_left. */
export const trialLimits =
  "Ends after three minutes at most. Your company has 30 minutes a day for this; they don't count towards the agent's own.";

export const trialsSpent =
  "Your company's 30 minutes a day of trials by microphone are used up. Try by typing, or again tomorrow.";
