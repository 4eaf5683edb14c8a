const words = (text: string) => text.split(" ");

/** What contacts and their firms are called; as many of each as contacts.sql draws from. */
export const contactWords = {
  given: words(
    "Jane Marcus Elena Victor Amara Henry Sofia Caleb Noor Felix Ruth Diego Hannah Kwame Ivy Samuel Leila Owen Bianca Theo Marta Jonas Priya Luis Greta Anton Zoe Idris Clara Milo Nadia Hugo",
  ),
  stems: words(
    "Ash Brad Carl Dal Ell Farn Graf Hart Ing Kel Lang Mar Nor Oak Pem Quin Rad Sand Thorn Up Vin Wal York Ald Bram Corn Dun Ever Fair Gil Hal Jef",
  ),
  ends: words("ford ley ton wood field man son well"),
  places: words(
    "Harbor Cedar Summit Juniper Riverside Maple Northgate Prairie Canyon Bluebird Lakeview Ironwood Granite Willow Sunset Mesa Pioneer Falcon Orchard Beacon Coral Delta Ember Frontier Glacier Horizon Indigo Keystone Liberty Meridian Oxbow Pacific",
  ),
  trades: words(
    "Dental Brewing Orchards Storage Elementary Hardware Foods Tooling Furniture Paper Plastics Garden Textiles Roofing Plumbing Electric Logistics Catering Optics Printing Law Fitness Florists Motors Marine Bakery Cycles Realty Insurance Studios Clinic Ranch",
  ),
};
