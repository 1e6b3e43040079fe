import { escapeAll } from './markdown-page.ts'
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
