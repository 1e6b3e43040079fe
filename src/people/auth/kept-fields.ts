/** What was typed into a form whose save was refused because the session had ended. */
export interface KeptField { name: string; value: string }

/** Kept fields travel through the sign-in form under this prefix, so that they cannot be taken for its own. */
export const KEPT = 'k.'
const PASSWORD = /salasana|password/i

/** The fields of a refused form, passwords left out. */
export const typedFields = (body: unknown): KeptField[] => fieldsOf(body).filter(({ name }) => !PASSWORD.test(name))

/** The fields that the sign-in form brought along, under their own names again. */
export const keptFields = (body: unknown): KeptField[] =>
  typedFields(body).filter(({ name }) => name.startsWith(KEPT)).map(({ name, value }) => ({ name: name.slice(KEPT.length), value }))

function fieldsOf(body: unknown): KeptField[] {
  return Object.entries(body ?? {}).flatMap(([name, value]) => [value].flat().filter((one) => typeof one === 'string').map((one) => ({ name, value: one })))
}
