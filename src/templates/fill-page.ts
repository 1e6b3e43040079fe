import type { AppContext } from '../context.ts'
import { itemLink } from '../content/item-link.ts'
import { daysLate } from '../content/review.ts'
import { t } from '../i18n/translate.ts'
import type { Viewer } from '../people/viewer.ts'
import { purposeIn, whenIn } from './about-template.ts'
import type { FilledTemplate } from './fill-template.ts'
import { formName, goingAhead, savePanel, unaskedLanguages, type SavePanel } from './fill-around.ts'
import type { FillPage } from './fill.views.ts'
import type { FormInput, RowChange } from './form-input.ts'
import { linked } from './linked-text.ts'
import type { OpenTemplate } from './open-template.ts'
import { fieldOf, problemText } from './problem-words.ts'
import { chosenLibrary } from './starting-form.ts'
import { idOf, templateForm } from './template-form.ts'
import { begunFields } from './use/begun-fields.ts'
import { templateResults } from './template-results.ts'
import type { FieldProblem } from './template-values.ts'
import { errorTitle } from '../people/form-fields.ts'

/** `problems`: those to be said at the fields; with `summary` also at the top of the page. */
export interface Shown {
  form: FormInput
  filled: FilledTemplate
  problems: readonly FieldProblem[]
  summary: boolean
  examples: boolean
  changed: RowChange | null
  /** what was sent, for the parts of the form that are not fields */
  body: unknown
  panel?: SavePanel
  /** why it cannot go ahead without a language */
  orderError?: string | null
}

export async function fillPage(app: AppContext, viewer: Viewer, { item, template, places, guide, links }: OpenTemplate, shown: Shown): Promise<FillPage> {
  const { locale } = viewer, { form, filled, problems, summary, examples, changed, body, orderError = null } = shown, now = app.now().toISOString()
  const { href: about, title: heading, lang: headingLang, kindName, css, icon } = itemLink(item, locale)
  const address = `/viestipohjat/${item.id}`, errors = summary ? problems.filter(({ level }) => level === 'error') : []
  const purpose = purposeIn(template, locale), when = whenIn(template, locale)
  const [ahead, panel, begun, unasked] = await Promise.all([goingAhead(app, locale, item.id, body, orderError), shown.panel ?? savePanel(app.db, viewer, item), begunFields(app, template.fields, form.input, places), unaskedLanguages(app, item.id, body, filled)])
  const stops = [
    ...errors.map((problem) => ({ href: `#${linkTo(problem)}`, label: fieldOf(template.fields, problem)?.label ?? problem.field, text: problemText(locale, template.fields, problem) })),
    ...(orderError === null ? [] : [{ href: '#tilaus-syy', label: t(locale, 'templates.languages'), text: orderError }]),
    ...(panel.titleError === null ? [] : [{ href: '#tallennus-nimi', label: t(locale, 'templates.save'), text: panel.titleError }]),
    ...(panel.emailError === null ? [] : [{ href: '#tallennus-kollega', label: t(locale, 'templates.save'), text: panel.emailError }]),
  ]
  return {
    title: errorTitle(locale, heading, stops), heading,
    headingLang, lang: locale === 'fi' ? null : 'fi',
    kindName, css, icon, externalId: item.external_id, audience: `templates.audience.${template.languages.audience}`,
    checked: item.checked_at, daysLate: daysLate(item.review_due_at, now), owner: item.owner_team, purpose: purpose.text, purposeLang: purpose.lang, when: linked(when.text, links), whenLang: when.lang,
    address, about, examples, isChecked: summary, gone: form.gone, problems: stops, ahead, asks: unasked.length > 0, panel, formName: formName(body),
    library: chosenLibrary(template.fields, form.input, places)?.key ?? '',
    fields: templateForm(template, form.input, problems, places, { locale, municipalitySlug: viewer.municipalitySlug }, changed),
    results: templateResults(locale, template, filled, { title: heading, owner: item.owner_team, address }, places), guide,
    begun: begun.fields.join(' '), changed: begun.changed.join(' '), forMany: template.fields.some(({ type }) => type === 'library'),
  }
}

const linkTo = ({ field, row, column }: FieldProblem) => idOf(row === undefined || column === undefined ? field : `${field}.${row}.${column}`)
