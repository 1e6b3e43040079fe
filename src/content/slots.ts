import { escapeAll, unescapeAll } from './markdown-page.ts'
import { slugOf } from './slug.ts'
import type { Words } from './markdown-words.ts'

/** A place in a shared text that each municipality fills: `{{kuntaliite: nimi | kuvaus}}`. A backslash before it keeps it as text. */
export interface Slot { name: string; description: string; raw: string }

const SLOT = /(?<!\\)\{\{[ \t]*kuntaliite[ \t]*:([^{}|\n]*)(?:\|([^{}\n]*))?\}\}/gi

/**
 * Slots leave the source before Markdown is read, since `|` would end a table cell and `_` begin emphasis inside them. Each leaves a numbered
 * placeholder of two private-use characters, which may not be in the source otherwise.
 */
export const PLACEHOLDER = /\uE000(\d+)\uE001/g

export function takeSlots(source: string): { text: string; slots: Slot[] } {
  const slots: Slot[] = []
  const text = source.replace(SLOT, (raw: string, name: string, description: string | undefined) => {
    if (name.trim() === '') return raw
    slots.push({ name: name.trim(), description: description?.trim() ?? '', raw })
    return `\uE000${slots.length - 1}\uE001`
  })
  return { text, slots }
}

/** What was a slot only to the eye, in code or in an address, is written as the author wrote it. */
export const putBack = (html: string, slots: readonly Slot[]) => html.replace(PLACEHOLDER, (_, number: string) => escapeAll(slots[Number(number)]?.raw ?? ''))

const PIN = '<svg aria-hidden="true"><use href="/static/icons.svg#pin"></use></svg>'

export function slotInText({ name, description }: Slot, { of, mark }: Words): string {
  return `<span class="slot">${PIN}<span class="bad"${mark}>${of.missingSlot}:</span> ${escapeAll(description ? `${name} – ${description}` : name)}</span>`
}

export function slotBlock({ name, description }: Slot, { of, mark }: Words): string {
  const hint = description && `<div><p><span class="muted"${mark}>${of.slotHint}:</span> ${escapeAll(description)}</p></div>`
  return `<div class="local slot"><header><b>${PIN}${escapeAll(name)}</b><span class="bad"${mark}>${of.missingSlot}</span></header>${hint}</div>`
}

/** What a slot is known by, in every language and revision of a text, whatever its description is. */
export const slotKey = (name: string) => slugOf(name.split(' – ')[0]!, 'kohta')

/** A slot as it stands in stored HTML. `anchor` is of the section around it; '' before the first heading. */
interface PlacedSlot { key: string; name: string; description: string; anchor: string; isBlock: boolean }

const ICON = '<svg aria-hidden="true"><use href="[^"]*"></use></svg>'
/** What slotBlock and slotInText have written. An author cannot write it: no class passes from the source. */
const PLACED = new RegExp(`<div class="local slot"><header><b>${ICON}([^<]*)</b><span class="bad"[^>]*>[^<]*</span></header>(?:<div><p><span class="muted"[^>]*>[^<]*</span> ([^<]*)</p></div>)?</div>`
  + `|<span class="slot">${ICON}<span class="bad"[^>]*>[^<]*</span> ([^<]*)</span>`, 'g')
const SECTION = /<(?:section|h3) id="(k-[a-z0-9-]+)"/g

/** Whether stored HTML has a slot in it. */
export const hasSlot = (html: string) => html.includes('slot">')

/** Puts something else into each slot of stored HTML. */
export function fillSlots(html: string, fill: (slot: Omit<PlacedSlot, 'anchor'>, asWritten: string) => string): string {
  if (!hasSlot(html)) return html
  return html.replace(PLACED, (asWritten, block: string | undefined, hint: string | undefined, inText: string | undefined) => {
    const [name = '', ...rest] = block === undefined ? plain(inText ?? '').split(' – ') : [plain(block)]
    return fill({ key: slotKey(name), name, description: block === undefined ? rest.join(' – ') : plain(hint ?? ''), isBlock: block !== undefined }, asWritten)
  })
}

/** The slots of stored HTML, once each, in order. */
export function slotsIn(html: string): PlacedSlot[] {
  const slots = new Map<string, PlacedSlot>(), sections = [...html.matchAll(SECTION)]
  let from = 0
  fillSlots(html, (slot, asWritten) => {
    const at = html.indexOf(asWritten, from)
    from = at + 1
    if (!slots.has(slot.key)) slots.set(slot.key, { ...slot, anchor: sections.findLast(({ index }) => index < at)?.[1] ?? '' })
    return ''
  })
  return [...slots.values()]
}

const plain = (html: string) => unescapeAll(html).trim()
