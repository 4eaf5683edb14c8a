const [newYear, epiphany, may1] = ["01-01 New Year's Day", "01-06 Epiphany", "05-01 Labour Day"];
const [assumption, allSaints] = ["08-15 Assumption Day", "11-01 All Saints' Day"];
const immaculate = "12-08 Immaculate Conception";
const [eve, christmas] = ["12-24 Christmas Eve", "12-25 Christmas Day"];
const [secondDay, boxing] = ["12-26 Second Day of Christmas", "12-26 Boxing Day"];
const [maundy, friday] = ["easter-3 Maundy Thursday", "easter-2 Good Friday"];
const [sunday, monday] = ["easter+0 Easter Sunday", "easter+1 Easter Monday"];
const [ascension, corpus] = ["easter+39 Ascension Day", "easter+60 Corpus Christi"];
const [pentecost, whit] = ["easter+49 Pentecost", "easter+50 Whit Monday"];

/**
 * Who moves a holiday that falls on a weekend: "next" to the next day that is none, "nearest" to
 * the Friday before or the Monday after. `moved` are those that move; all without it.
 */
type Country = { holidays: string[]; moves?: "next" | "nearest"; moved?: string[] };

/**
 * The public holidays by country (ISO 3166-1 alpha-2), as lib/holidays/dates.ts reads them: those
 * of the whole country, or of nearly all of it, such as Easter Saturday in Australia. Those of a
 * few states, cantons or cities are not here.
 */
export const countries: Record<string, Country> = {
  US: {
    moves: "nearest",
    holidays: [
      ...[newYear, "01-mon3 Martin Luther King Jr. Day", "02-mon3 Presidents' Day"],
      ...["05-mon-1 Memorial Day", "06-19 Juneteenth", "07-04 Independence Day"],
      ...["09-mon1 Labor Day", "10-mon2 Columbus Day", "11-11 Veterans Day"],
      ...["11-thu4 Thanksgiving Day", christmas],
    ],
  },
  CA: { holidays: [newYear, friday, "canada Canada Day", "09-mon1 Labour Day", christmas] },
  MX: {
    holidays: [
      ...[newYear, "02-mon1 Constitution Day", "03-mon3 Benito Juárez's Birthday", may1],
      ...["09-16 Independence Day", "inauguration Inauguration of the President"],
      ...["11-mon3 Revolution Day", christmas],
    ],
  },
  BR: {
    holidays: [
      ...[newYear, friday, "04-21 Tiradentes' Day", may1, "09-07 Independence Day"],
      ...["10-12 Our Lady of Aparecida", "11-02 All Souls' Day", "11-15 Republic Day"],
      ...["11-20 Black Awareness Day", christmas],
    ],
  },
  GB: {
    moves: "next",
    holidays: [
      ...[newYear, friday, monday, "05-mon1 Early May bank holiday"],
      ...["05-mon-1 Spring bank holiday", "08-mon-1 Summer bank holiday", christmas, boxing],
    ],
  },
  IE: {
    holidays: [
      ...[newYear, "brigid St Brigid's Day", "03-17 St Patrick's Day", monday],
      ...["05-mon1 May holiday", "06-mon1 June holiday", "08-mon1 August holiday"],
      ...["10-mon-1 October holiday", christmas, "12-26 St Stephen's Day"],
    ],
  },
  AU: {
    moves: "next",
    moved: ["01-01", "01-26", "12-25", "12-26"],
    holidays: [
      ...[newYear, "01-26 Australia Day", friday, "easter-1 Easter Saturday", sunday, monday],
      ...["04-25 Anzac Day", christmas, boxing],
    ],
  },
  NZ: {
    moves: "next",
    holidays: [
      ...[newYear, "01-02 Day after New Year's Day", "02-06 Waitangi Day", friday, monday],
      ...["04-25 Anzac Day", "06-mon1 King's Birthday", "matariki Matariki"],
      ...["10-mon4 Labour Day", christmas, boxing],
    ],
  },
  DE: {
    holidays: [
      ...[newYear, friday, monday, may1, ascension, whit, "10-03 German Unity Day"],
      ...[christmas, secondDay],
    ],
  },
  AT: {
    holidays: [
      ...[newYear, epiphany, monday, may1, ascension, whit, corpus, assumption],
      ...["10-26 National Day", allSaints, immaculate, christmas, secondDay],
    ],
  },
  CH: {
    holidays: [
      ...[newYear, friday, sunday, monday, ascension, pentecost, whit, "08-01 National Day"],
      ...["09-sun3 Day of Prayer", christmas, secondDay],
    ],
  },
  FR: {
    holidays: [
      ...[newYear, monday, may1, "05-08 Victory Day", ascension, whit, "07-14 Bastille Day"],
      ...[assumption, allSaints, "11-11 Armistice Day", christmas],
    ],
  },
  BE: {
    holidays: [
      ...[newYear, monday, may1, ascension, whit, "07-21 National Day", assumption, allSaints],
      ...["11-11 Armistice Day", christmas],
    ],
  },
  NL: {
    holidays: [
      ...[newYear, sunday, monday, "kings King's Day", ascension, pentecost, whit],
      ...[christmas, secondDay],
    ],
  },
  LU: {
    holidays: [
      ...[newYear, monday, may1, "05-09 Europe Day", ascension, whit, "06-23 National Day"],
      ...[assumption, allSaints, christmas, secondDay],
    ],
  },
  ES: {
    holidays: [
      ...[newYear, epiphany, friday, may1, assumption, "10-12 National Day", allSaints],
      ...["12-06 Constitution Day", immaculate, christmas],
    ],
  },
  PT: {
    holidays: [
      ...[newYear, friday, sunday, "04-25 Liberty Day", may1, corpus, "06-10 Portugal Day"],
      ...[assumption, "10-05 Republic Day", allSaints, "12-01 Restoration of Independence"],
      ...[immaculate, christmas],
    ],
  },
  IT: {
    holidays: [
      ...[newYear, epiphany, sunday, monday, "04-25 Liberation Day", may1, "06-02 Republic Day"],
      ...[assumption, "10-04 St Francis of Assisi (from 2026)", allSaints, immaculate],
      ...[christmas, "12-26 St Stephen's Day"],
    ],
  },
  RO: {
    holidays: [
      ...[newYear, "01-02 Day after New Year's Day", epiphany, "01-07 St John the Baptist"],
      ...["01-24 Unification Day", "orthodox-2 Good Friday", "orthodox+0 Easter Sunday"],
      ...["orthodox+1 Easter Monday", may1, "06-01 Children's Day", "orthodox+49 Pentecost"],
      ...["orthodox+50 Whit Monday", assumption, "11-30 St Andrew's Day", "12-01 National Day"],
      ...[christmas, secondDay],
    ],
  },
  PL: {
    holidays: [
      ...[newYear, epiphany, sunday, monday, may1, "05-03 Constitution Day", pentecost, corpus],
      ...[assumption, allSaints, "11-11 Independence Day", eve, christmas, secondDay],
    ],
  },
  CZ: {
    holidays: [
      ...[newYear, friday, monday, may1, "05-08 Liberation Day", "07-05 Cyril and Methodius Day"],
      ...["07-06 Jan Hus Day", "09-28 Statehood Day", "10-28 Independence Day"],
      ...["11-17 Freedom and Democracy Day", eve, christmas, secondDay],
    ],
  },
  HU: {
    holidays: [
      ...[newYear, "03-15 National Day", friday, sunday, monday, may1, pentecost, whit],
      ...["08-20 St Stephen's Day", "10-23 Republic Day", allSaints, christmas, secondDay],
    ],
  },
  SE: {
    holidays: [
      ...[newYear, epiphany, friday, sunday, monday, may1, ascension, pentecost],
      ...["06-06 National Day", "06-sat>20 Midsummer Day", "10-sat>31 All Saints' Day"],
      ...[christmas, secondDay],
    ],
  },
  NO: {
    holidays: [
      ...[newYear, maundy, friday, sunday, monday, may1, ascension, "05-17 Constitution Day"],
      ...[pentecost, whit, christmas, secondDay],
    ],
  },
  DK: {
    holidays: [
      ...[newYear, maundy, friday, sunday, monday, ascension, pentecost, whit],
      ...[christmas, secondDay],
    ],
  },
  FI: {
    holidays: [
      ...[newYear, epiphany, friday, sunday, monday, may1, ascension, pentecost],
      ...["06-sat>20 Midsummer Day", "10-sat>31 All Saints' Day", "12-06 Independence Day"],
      ...[christmas, secondDay],
    ],
  },
};
