import type { MessageKey } from '../../i18n/messages.ts'
import { formErrors, type Errors, type Problem } from '../../people/form-fields.ts'
import { view } from '../../platform/views/view.ts'
import type { ShownPart } from '../edit-item.views.ts'

interface Choice { value: string; name: string; chosen: boolean }
type Field = 'teksti' | 'varma'
interface WritePage {
  title: string
  /** of the shared text */
  name: string
  lang: string
  href: string
  description: string
  /** empty when the slot is no longer in the text */
  around: ShownPart[]
  outdated: boolean
  gone: boolean
  action: string
  places: { href: string; name: string; current: boolean }[]
  problems: Problem[]
  errors: Errors<Field>
  written: string
  number: number
  owners: Choice[]
  previewHtml: string
  moves: Choice[]
  history: { number: number; at: string; author: string | null; body: string }[]
}
export const writeView = view<WritePage>('supplements/write', {
  title: 'Hinta: Inari', name: 'Maksut', lang: 'fi', href: '/sivu/1?kunta=inari&kieli=fi', description: 'uusi kortti', around: [{ text: 'Uusi kortti', removed: true, added: false }], outdated: true, gone: true,
  action: '/sivu/1/liite/hinta?kunta=inari&kieli=fi', places: [{ href: '/sivu/1/liite/hinta?kunta=inari&kieli=fi', name: 'Inari', current: true }], problems: [{ field: 'teksti', key: 'supplements.body.missing' }],
  errors: { teksti: 'supplements.body.missing', varma: 'supplements.write.sureMissing' }, written: '2 €', number: 3, owners: [{ value: '', name: 'Kunnan yhteyshenkilö', chosen: true }], previewHtml: '<p>2 €</p>',
  moves: [{ value: 'maksu', name: 'Maksu', chosen: true }], history: [{ number: 2, at: '2026-11-02T08:00:00.000Z', author: 'Aino Esimerkki', body: '1 €' }],
})

export const writeErrors = (found: Partial<Record<Field, MessageKey>>) => formErrors<Field>(['teksti', 'varma'], found)
