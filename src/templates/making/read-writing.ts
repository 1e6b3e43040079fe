import { z } from 'zod'
import { HttpError } from '../../platform/http/errors.ts'
import { CHANNELS } from '../channels.ts'
import { MESSAGE_LANGUAGES } from '../message-languages.ts'
import { ABOUT_LANGUAGES } from '../template-definition.ts'
import { emptyField, FIELD_TYPES, type LanguageUse, type TemplateWriting, type WrittenField, type WrittenText } from './template-writing.ts'

/**
 * The names of the form's controls: `nimi`, `kanava.web`, `kieli.sv`, `k.0.tunnus` for a field, `k.0.s.1.tunnus` for a column of its rows,
 * `t.sv.web.otsikko` and `t.sv.web.teksti` for a text, `ajan.sv.web` where a translation is said to follow the Finnish text,
 * `nimi.sv`, `tarkoitus.sv` and `milloin.sv` for what the template says of itself, `ajan.sv` where that is said to be right.
 */
const LONGEST = 200_000
export const MOST_FIELDS = 60
export const MOST_COLUMNS = 10
const Type = z.enum(FIELD_TYPES)
const USES: readonly string[] = ['none', 'optional', 'recommended'] satisfies LanguageUse[]

/** What was typed, whatever it is; a form that ours cannot have sent is refused. */
export function readTemplateWriting(body: unknown): TemplateWriting {
  const given = body as Record<string, unknown>
  const text = (name: string) => {
    const value = Object.hasOwn(given, name) ? given[name] : ''
    if (typeof value !== 'string' || value.length > LONGEST) throw new HttpError(400, 'errors.badRequest')
    return value.replace(/\r\n?/g, '\n')
  }
  const field = (path: string, depth: number): WrittenField => {
    const type = Type.safeParse(text(`${path}.tyyppi`) || 'text')
    if (!type.success) throw new HttpError(400, 'errors.badRequest')
    return {
      ...emptyField(type.data), name: text(`${path}.tunnus`).trim(), label: text(`${path}.nimi`), help: text(`${path}.ohje`), required: text(`${path}.pakollinen`) === '1',
      localized: text(`${path}.kielittain`) === '1', initial: text(`${path}.oletus`), example: text(`${path}.esimerkki`), fact: text(`${path}.tieto`).trim(),
      notBefore: text(`${path}.aikaisintaan`).trim(), choices: text(`${path}.vaihtoehdot`), columns: depth === 0 ? list(`${path}.s`, MOST_COLUMNS, (column) => field(column, 1)) : [],
    }
  }
  const list = <One>(prefix: string, most: number, read: (path: string) => One): One[] => {
    const indexes = Object.keys(given).flatMap((name) => (name.startsWith(`${prefix}.`) ? /^(\d{1,3})\./.exec(name.slice(prefix.length + 1))?.[1] ?? [] : [])).map(Number)
    return [...new Set(indexes)].sort((a, b) => a - b).slice(0, most).map((index) => read(`${prefix}.${index}`))
  }
  const texts = MESSAGE_LANGUAGES.flatMap((language) => {
    const own = CHANNELS.flatMap((channel): [string, WrittenText][] => {
      const subject = text(`t.${language}.${channel}.otsikko`), written = text(`t.${language}.${channel}.teksti`)
      return subject.trim() || written.trim() ? [[channel, { subject, body: written }]] : []
    })
    return own.length > 0 ? [[language, Object.fromEntries(own)] as const] : []
  })
  const uses = MESSAGE_LANGUAGES.map((language) => {
    const use = language === 'fi' ? 'recommended' : text(`kieli.${language}`) || 'none'
    if (!USES.includes(use)) throw new HttpError(400, 'errors.badRequest')
    return [language, use] as const
  })
  return {
    title: text('nimi'), purpose: text('tarkoitus'), when: text('milloin'), about: Object.fromEntries(ABOUT_LANGUAGES.map((language) =>
      [language, { title: text(`nimi.${language}`), purpose: text(`tarkoitus.${language}`), when: text(`milloin.${language}`) }])) as TemplateWriting['about'],
    situation: text('tilanne'), audience: text('yleiso') === 'staff' ? 'staff' : 'public',
    emergency: text('kiire') === '1', note: text('huomautus'), channels: CHANNELS.filter((channel) => text(`kanava.${channel}`) === '1'),
    languages: Object.fromEntries(uses) as TemplateWriting['languages'], fields: list('k', MOST_FIELDS, (path) => field(path, 0)), texts: Object.fromEntries(texts),
    follows: MESSAGE_LANGUAGES.flatMap((language) => CHANNELS.filter((channel) => text(`ajan.${language}.${channel}`) === '1').map((channel) => `${language}.${channel}`)),
    aboutFollows: ABOUT_LANGUAGES.filter((language) => text(`ajan.${language}`) === '1'),
  }
}

/**
 * A button that adds (`lisaa`, `lisaa.2` for a column), takes away (`poista.2.0`) or moves (`ylos.1`, `alas.1.0`) a field. Gives the path of
 * the field that should have the focus after it, null for any other button.
 */
export function changeFields(writing: TemplateWriting, button: string): string | null {
  const [, act = '', at, within] = /^(lisaa|poista|ylos|alas)(?:\.(\d{1,2}))?(?:\.(\d{1,2}))?$/.exec(button) ?? []
  const parent = at === undefined ? undefined : writing.fields[Number(at)]
  if (act === 'lisaa') {
    const list = at === undefined ? writing.fields : parent?.columns, most = at === undefined ? MOST_FIELDS : MOST_COLUMNS
    if (!list || list.length >= most) return null
    list.push(emptyField())
    return at === undefined ? `k.${list.length - 1}` : `k.${at}.s.${list.length - 1}`
  }
  const list = within === undefined ? writing.fields : parent?.columns, index = Number(within ?? at), prefix = within === undefined ? 'k' : `k.${at}.s`
  const field = act && at !== undefined ? list?.[index] : undefined
  if (!list || !field) return null
  const to = act === 'ylos' ? index - 1 : index + 1
  if (act !== 'poista' && (to < 0 || to >= list.length)) return `${prefix}.${index}`
  list.splice(index, 1)
  if (act === 'poista') return list.length === 0 ? 'k' : `${prefix}.${Math.min(index, list.length - 1)}`
  list.splice(to, 0, field)
  return `${prefix}.${to}`
}
