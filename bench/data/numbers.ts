/** Area codes of the United States; the last ten are those of people who are nobody's contact. */
export const areaCodes = [
  ..."201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 218 219 224 225 228".split(" "),
  ..."229 231 234 239 240 248 251 252 253 254 256 260 262 267 269 270 276 281 301 302".split(" "),
  ..."303 304 305 307 308 309 310 312 313 314 315 316 317 318 319 320 321 323 325 330".split(" "),
  ..."331 334 336 337 339 347 351 352 360 361 386 401 402 404 405 406 407 408 409 410".split(" "),
  ..."412 413 414 415 417 419 423 425 430 432 434 435 440 443 469 478 479 480 484 501".split(" "),
  ..."502 503 504 505 507 508 509 510 512 513 515 516 517 518 520 530 540 541 551 559".split(" "),
];

/** How many area codes contacts, people and tenants share; the rest are strangers'. */
const knownAreas = 110;

/**
 * The nth number of the exchange 555, which no phone has (E.164). The first hundred of an area code
 * are reserved for fiction and serve tenants and people; contacts' numbers begin after them.
 */
export function numberAt(at: number, firstLine: number): string {
  const area = areaCodes[at % knownAreas];
  const line = firstLine + Math.floor(at / knownAreas);
  return `+1${area}555${String(line).padStart(4, "0")}`;
}
