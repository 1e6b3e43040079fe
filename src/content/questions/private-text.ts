import { holdsPrivateNumber } from '../edit-private-numbers.ts'

/** Seven digits in any spacing: phone numbers, card numbers; ISBNs are lost with them. */
const DIGITS = /\d(?:[\s./()+-]*\d){6}/
/** A day, or the number of a law. */
const HARMLESS = /\b\d{1,2}\.\d{1,2}\.\d{4}\b|\b\d{1,4}\/\d{4}\b/g
/** A personal identity code in the making or with a mistake in it. */
const CODE = /\d{6}[-+A-FU-Y]\d{2}/i

/** Whether words that were searched for may name a customer: such a search is never kept. Wider than `holdsPrivateNumber`, as nobody misses what is left out. */
export const mayBePrivate = (search: string) => holdsPrivateNumber(search) || search.includes('@') || DIGITS.test(search.replace(HARMLESS, ' ')) || CODE.test(search)
