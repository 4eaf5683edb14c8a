/** A contact's fields in a sentence: "changed the name to …". */
export const fieldNames: Record<string, string> = {
  name: "the name",
  company: "the company",
  title: "the job title",
  owner_id: "the owner",
  stage_id: "the stage",
  address: "the address",
  time_zone: "the time zone",
};
