import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const ROOT = path.resolve(import.meta.dirname, '../../../db/sample')

/** Folders of db/sample/ whose pages are written as Markdown. */
export const PAGE_FOLDERS = ['items', 'qa', 'notices'].map((name) => path.join(ROOT, name))

const json = <S extends z.ZodType>(schema: S, name: string): z.output<S> => schema.parse(JSON.parse(readFileSync(path.join(ROOT, name), 'utf8')))

const Subjects = z.array(z.object({ label: z.string(), sv: z.string(), en: z.string(), yso: z.string().exactOptional() }))
/** By their Finnish label: the other labels and the YSO address of the subjects that the sample library uses. */
export const sampleSubjects = () => new Map(json(Subjects, 'subjects.json')
  .map(({ label, sv, en, yso }) => [label, { label, labelSv: sv, labelEn: en, ...(yso && { yso }) }]))

/** What of a template the page that shows it needs; the template's own folder reads the rest. */
const Column = z.looseObject({ name: z.string(), label: z.string() })
const Template = z.looseObject({
  id: z.string(), title: z.string(), purpose: z.string(), whenToUse: z.string(), owner: z.string(), reviewMonths: z.literal([3, 6, 12, 24]),
  about: z.record(z.string(), z.looseObject({ title: z.string(), purpose: z.string(), whenToUse: z.string() })).exactOptional(),
  channels: z.array(z.string()),
  fields: z.array(Column.extend({
    help: z.string(), required: z.boolean(), columns: z.array(Column).optional(), choices: z.array(z.looseObject({ labels: z.looseObject({ fi: z.string() }) })).optional(),
  })),
  texts: z.looseObject({ fi: z.record(z.string(), z.looseObject({ subject: z.string().optional(), body: z.string() })) }),
})
export type SampleTemplate = z.output<typeof Template>
export const sampleTemplates = () => readdirSync(path.join(ROOT, 'templates')).filter((name) => name.endsWith('.json')).sort()
  .map((name) => json(Template, `templates/${name}`))

const TemplateFacts = z.record(z.string(), z.object({ subjects: z.array(z.string()), roles: z.array(z.string()) }))
export const sampleTemplateFacts = () => json(TemplateFacts, 'template_facts.json')

const Task = z.object({
  id: z.string(), task: z.string(), responsible: z.string(), due_days_from_start: z.int(), linked_item: z.string(), required: z.boolean(),
  applies_to: z.string(), why: z.string().default(''),
})
const OnboardingPath = z.object({
  id: z.string(), title: z.string(), intro: z.string(), owner: z.string(), review_months: z.literal([3, 6, 12, 24]),
  subjects: z.array(z.string()), roles: z.array(z.string()), goals: z.array(z.string()),
  steps: z.array(z.object({ step: z.string(), tasks: z.array(Task) })),
})
export type SamplePath = z.output<typeof OnboardingPath>
export type SampleTask = z.output<typeof Task>
/** The long path first, then the short one for substitutes and summer workers. */
export const samplePaths = () => ['onboarding_path.json', 'short_path.json'].map((name) => json(OnboardingPath, name))
