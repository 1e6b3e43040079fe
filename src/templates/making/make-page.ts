import { diffWords } from '../../content/diff-words.ts'
import { shownParts } from '../../content/edit-item.views.ts'
import { factsForm, FACTS_FIELDS, type Choice, type FactsChoices } from '../../content/edit-facts.views.ts'
import type { Facts } from '../../content/edit-facts.ts'
import type { Fact } from '../../content/facts/facts.table.ts'
import { TITLE_LIMIT } from '../../content/text-limits.ts'
import type { Locale } from '../../i18n/locales.ts'
import { isMessageKey, t } from '../../i18n/translate.ts'
import type { Viewer } from '../../people/viewer.ts'
import { errorTitle, formErrors } from '../../people/form-fields.ts'
import { CASE_FORMS } from '../case-forms.ts'
import { CHANNEL_RULES, CHANNELS, type Channel } from '../channels.ts'
import { checkTemplate, type TemplateFinding } from '../check-template.ts'
import { fillTemplate } from '../fill-template.ts'
import { isAboutStale } from '../about-template.ts'
import { isStale } from '../follows.ts'
import { MESSAGE_LANGUAGES } from '../message-languages.ts'
import { DATE_FORMS } from '../template-dates.ts'
import { ABOUT_LANGUAGES, SITUATIONS, type TemplateDefinition } from '../template-definition.ts'
import { languageTitle } from '../problem-words.ts'
import { exampleInput } from '../template-input.ts'
import type { KnownPlaces } from '../template-places.ts'
import { channelIcon, channelKey, lengthWords, run } from '../template-results.ts'
import type { Made } from './definition-of-writing.ts'
import { factChoices, fieldSets } from './field-sets.ts'
import { findingText, placeOfFinding } from './finding-words.ts'
import type { ChannelTexts, MainPart, MakePage, Said, TextSet } from './make.views.ts'
import { MOST_FIELDS } from './read-writing.ts'
import { nameOf } from './field-text.ts'
import { partName, type DifferingPart } from './template-parts.ts'
import type { TemplateWriting } from './template-writing.ts'

/** All that the form shows around what was typed. */
export interface MakeShown {
  viewer: Viewer
  writing: TemplateWriting
  made: Made
  places: KnownPlaces
  choices: FactsChoices
  /** the facts that the network keeps of its libraries */
  knownFactNames: readonly Fact[]
  facts: Facts
  knownFacts: Facts | null
  openedFacts: string
  /** of an item that is there already */
  item: { id: number; title: string; isDraft: boolean } | null
  number: number
  summary: string
  factsFound?: Record<string, string>
  summaryError?: string | null
  /** the save was refused: everything is said at the top too */
  refused?: boolean
  focus?: string | null
  notes?: MakePage['notes']
  conflicts?: { part: string; theirs: string }[]
  versions?: MakePage['versions']
  /** of an old version that has been opened: where the newest is not the same */
  differing?: readonly DifferingPart[]
}
const idOfPath = (path: string) => path.replaceAll('.', '-')
const MAIN: readonly MainPart[] = ['nimi', 'tarkoitus', 'milloin', 'huomautus', 'kanavat']

export function makePage(shown: MakeShown): MakePage {
  const { viewer, writing, made, places, item, refused = false, focus = null } = shown, { locale } = viewer
  const findings = made.template ? checkTemplate(made.template) : []
  const saidAt = new Map<string, Said[]>()
  const say = (at: string, said: Said) => saidAt.set(at, [...(saidAt.get(at) ?? []), said])
  for (const { at, code } of refused ? made.problems : made.problems.filter(({ code }) => code === 'too-long' || code === 'name' || code === 'about-title' || code === 'about-kept')) say(at, { css: 'bad', icon: 'stop', text: t(locale, `templates.make.bad.${code}`) })
  for (const finding of findings) if (refused || !isEarly(finding, writing)) say(placeOfFinding(finding, made.template?.fields ?? []), saidOf(locale, finding))
  const { errors, problems } = formErrors(FACTS_FIELDS, shown.factsFound), heading = t(locale, item ? 'templates.make.edit' : 'templates.make.new')
  const summaryError = shown.summaryError && isMessageKey(shown.summaryError) ? shown.summaryError : null
  const stops = refused ? [
    ...[...saidAt].flatMap(([at, list]) => list.filter(({ css }) => css === 'bad').map(({ text }) => ({ href: `#${idOfPath(at)}`, text }))),
    ...problems.map(({ field, key }) => ({ href: `#${field}`, text: t(locale, key) })), ...(summaryError ? [{ href: '#muutos', text: t(locale, summaryError) }] : []),
  ] : []
  const mainError = (part: MainPart) => saidAt.get(part)?.map(({ text }) => text).join(' ') ?? null
  const choice = <Value extends string>(value: Value, name: string, chosen: boolean): Choice => ({ value, name, lang: null, chosen })
  return {
    title: errorTitle(locale, heading, stops), heading, action: item ? `/viestipohjat/${item.id}/muokkaa` : '/viestipohjat/uusi',
    crumbs: item ? [{ href: `/viestipohjat/${item.id}`, label: item.title, lang: locale === 'fi' ? null : 'fi' }] : [], problems: stops, notes: shown.notes ?? [],
    conflicts: (shown.conflicts ?? []).map(({ part, theirs }) => ({ label: partName(locale, part), theirs })), number: shown.number,
    differences: shown.differing?.map(({ part, lang, older, newer }) => ({ label: partName(locale, part), lang, parts: shownParts(diffWords(older, newer)) })) ?? [],
    name: writing.title,
    errors: Object.fromEntries(MAIN.map((part) => [part, mainError(part)])) as MakePage['errors'], purpose: writing.purpose, when: writing.when, note: writing.note, ...aboutSets(locale, writing, made.template, saidAt),
    situations: [choice('', t(locale, 'templates.situation.other'), writing.situation === ''), ...SITUATIONS.map((situation) => choice(situation, t(locale, `templates.situation.${situation}`), situation === writing.situation))],
    audiences: (['public', 'staff'] as const).map((audience) => choice(audience, t(locale, `templates.make.audience.${audience}`), audience === writing.audience)), emergency: writing.emergency,
    channels: CHANNELS.map((channel) => choice(channel, t(locale, channelKey(channel)), writing.channels.includes(channel))),
    languages: MESSAGE_LANGUAGES.filter((language) => language !== 'fi').map((language) => ({
      name: `kieli.${language}`, label: languageTitle(locale, language),
      uses: (['none', 'optional', 'recommended'] as const).map((use) => choice(use, t(locale, `templates.make.use.${use}`), writing.languages[language] === use)),
    })),
    fields: fieldSets(locale, writing.fields, factChoices(locale, shown.knownFactNames), saidAt, focus), mayAdd: writing.fields.length < MOST_FIELDS, addFocus: focus === 'k', tags: tagsOf(writing),
    texts: channelTexts(locale, writing, made.template, places, viewer.municipalitySlug, saidAt), facts: factsForm(viewer, shown.choices, shown.knownFacts, {
      facts: shown.facts, opened: shown.openedFacts, isNotice: false, errors, open: item === null,
    }),
    summary: shown.summary, needsSummary: item !== null && !item.isDraft, summaryError, mayPublish: item === null || item.isDraft, versions: shown.versions ?? [],
    trashAction: item ? `/sivu/${item.id}/roskiin` : '', mostTitle: TITLE_LIMIT,
  }
}

/** While someone writes, nothing is said of a text that is still to come; what the others lack beside it is, once the Finnish text is there. */
function isEarly({ code, channel }: TemplateFinding, { channels, texts }: TemplateWriting): boolean {
  const isWritten = (one: Channel) => Boolean(texts.fi?.[one]?.body.trim())
  if (code === 'finnish-text-missing' || code === 'body-missing' || code === 'subject-missing') return true
  if (code === 'recommended-language-missing') return channel !== undefined && !isWritten(channel)
  return (code === 'unused-field' || code === 'example-missing') && !channels.every(isWritten)
}

export const saidOf = (locale: Locale, finding: TemplateFinding): Said =>
  ({ css: finding.level === 'error' ? 'bad' : 'late', icon: finding.level === 'error' ? 'stop' : 'warn', text: findingText(locale, finding) })

function aboutSets(locale: Locale, writing: TemplateWriting, template: TemplateDefinition | null, saidAt: ReadonlyMap<string, Said[]>): Pick<MakePage, 'about' | 'aboutOpen'> {
  const about = ABOUT_LANGUAGES.map((lang) => {
    const language = languageTitle(locale, lang), said = ['nimi', 'tarkoitus', 'milloin'].flatMap((part) => saidAt.get(`${part}.${lang}`) ?? [])
    return { lang, language, ...writing.about[lang], error: said.map(({ text }) => text).join(' ') || null, stale: template !== null && isAboutStale(template, lang), staleText: t(locale, 'templates.make.aboutStale', { language }) }
  })
  return { about, aboutOpen: about.some(({ error, stale }) => error !== null || stale) }
}

/** What may stand in a text: every field with the forms that it has. */
function tagsOf({ fields }: TemplateWriting): string[] {
  return fields.flatMap(({ name: typed, label, type, columns }) => {
    const name = typed || nameOf(label)
    if (!name) return []
    if (type === 'rows') return [`{{#joka ${name}}}${columns.map((column) => ` {{${column.name || nameOf(column.label)}}}`).join('')} {{/joka}}`, `{{${name}.luettelo}}`]
    if (type === 'municipality' || type === 'library') return [`{{${name}}}`, ...CASE_FORMS.filter((form) => form !== 'nimi').map((form) => `{{${name}.${form}}}`)]
    return type === 'date' || type === 'daterange' ? [`{{${name}}}`, ...DATE_FORMS.map((form) => `{{${name}.${form}}}`)] : [`{{${name}}}`]
  })
}

function channelTexts(
  locale: Locale, writing: TemplateWriting, template: TemplateDefinition | null, places: KnownPlaces, slug: string, saidAt: ReadonlyMap<string, Said[]>,
): ChannelTexts[] {
  const filled = template && fillTemplate(template, { ...exampleInput(template.fields), ...placesOf(template, places, slug) }, places)
  const languages = MESSAGE_LANGUAGES.filter((language) => writing.languages[language] !== 'none')
  return writing.channels.map((channel) => ({
    id: `kanava-${channel}`, name: t(locale, channelKey(channel)), icon: channelIcon(channel),
    texts: languages.map((language): TextSet => {
      const path = `t.${language}.${channel}`, text = writing.texts[language]?.[channel]
      const message = filled?.channels.find((one) => one.channel === channel)?.texts.find((one) => one.language === language)?.message
      return {
        id: idOfPath(path), path, lang: language, language: languageTitle(locale, language), asksSubject: CHANNEL_RULES[channel].subject, subject: text?.subject ?? '', body: text?.body ?? '',
        rows: Math.min(24, Math.max(channel === 'sms' ? 3 : 6, (text?.body ?? '').split('\n').length + 1)), said: [...(saidAt.get(`${path}.otsikko`) ?? []), ...(saidAt.get(`${path}.teksti`) ?? [])],
        stale: template !== null && isStale(template, language, channel), asksFollows: language !== 'fi' && text !== undefined, followsName: `ajan.${language}.${channel}`,
        preview: message ? { subject: message.pieces.subject.map(run), text: message.pieces.text.map(run) } : null, length: message ? lengthWords(locale, channel, message) : '',
      }
    }),
  }))
}

function placesOf({ fields }: TemplateDefinition, { libraries }: KnownPlaces, slug: string): Record<string, string> {
  const library = libraries.find(({ municipality }) => municipality.slug === slug)
  return Object.fromEntries(fields.flatMap(({ name, type }) => (type === 'municipality' ? [[name, slug]] : type === 'library' && library ? [[name, library.key]] : [])))
}
