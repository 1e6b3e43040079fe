import { z } from 'zod'
import { expect, test } from 'vitest'
import { emailField, formErrors, nameField, readForm } from './form-fields.ts'

const read = (nimi: unknown) => readForm(z.object({ nimi: nameField }), { nimi })
const readEmail = (sahkoposti: unknown) => readForm(z.object({ sahkoposti: emailField }), { sahkoposti })

test('I-1: a name is refused with a reason when it is empty, too long or holds characters that mislead', () => {
  const reasons: [string, string][] = [
    ['', 'auth.nameMissing'], ['   ', 'auth.nameMissing'], ['x'.repeat(101), 'auth.nameLong'], ['x'.repeat(1_000_000), 'auth.nameLong'],
    ['Aino\u0000Virtanen', 'auth.nameBad'], ['Aino\r\nBcc: evil', 'auth.nameBad'],
    ['Aino\u202Eneno', 'auth.nameBad'], ['Aino\u2066x', 'auth.nameBad'], ['Aino\uD800', 'auth.nameBad'], ['Aino \uFFFD', 'auth.nameBad'],
    ['Aino\u2028x', 'auth.nameBad'],
  ]
  for (const [typed, reason] of reasons) expect(read(typed), JSON.stringify(typed).slice(0, 40)).toEqual({ ok: false, errors: { nimi: reason } })
})

test('I-1: a name is stored as typed, in one form of its letters', () => {
  for (const name of ['Áile Ǯiđđi', 'Määttä-Niemi', 'O’Brien', 'x'.repeat(100), '👩\u200D🚒 Aino']) expect(read(name)).toEqual({ ok: true, values: { nimi: name } })
  expect(read(' A\u0308ijä '.normalize('NFD'))).toEqual({ ok: true, values: { nimi: 'Äijä' } })
})

test('I-2: a field that comes twice, or as something else than text, is refused', () => {
  expect(() => read(['Aino', 'Oula'])).toThrow('errors.badRequest')
  expect(() => read({ x: 'Aino' })).toThrow('errors.badRequest')
  expect(read(undefined)).toEqual({ ok: false, errors: { nimi: 'auth.nameMissing' } })
})

test('I-8: names from the prototype are no fields', () => {
  const body = JSON.parse('{ "nimi": "Aino", "__proto__": "x", "constructor": "y" }') as unknown
  expect(readForm(z.object({ nimi: nameField }), body)).toEqual({ ok: true, values: { nimi: 'Aino' } })
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('an address is one address, in lower case', () => {
  expect(readEmail(' Aino.Virtanen@Kirjasto.Example ')).toEqual({ ok: true, values: { sahkoposti: 'aino.virtanen@kirjasto.example' } })
  for (const typed of ['aino', 'aino@rovaniemi', 'a@b.fi,c@d.fi', 'a@b.fi\r\nBcc: c@d.fi', '<a@b.fi>', 'a b@c.fi', 'a@b..fi', 'a@-b.fi', 'ä@b.fi',
    `${'a'.repeat(65)}@b.fi`, `a@${'b'.repeat(250)}.fi`, `${'a'.repeat(1_000_000)}@b.fi`])
    expect(readEmail(typed), typed.slice(0, 40)).toEqual({ ok: false, errors: { sahkoposti: 'auth.emailBad' } })
})

test('the summary lists the fields in the order of the form, and an unknown message becomes a plain one', () => {
  expect(formErrors(['nimi', 'sahkoposti', 'salasana'], { salasana: 'auth.passwordShort', nimi: 'Invalid input' })).toEqual({
    errors: { nimi: 'errors.badRequest', sahkoposti: null, salasana: 'auth.passwordShort' },
    problems: [{ field: 'nimi', key: 'errors.badRequest' }, { field: 'salasana', key: 'auth.passwordShort' }],
  })
})
