/** A tool that an agent may have: its name for the model, and its title for people. */
export type ToolChoice = { name: string; title: string };
