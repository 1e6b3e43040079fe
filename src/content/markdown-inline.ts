import type { Token, Tokens } from 'marked'
import { AuthorHtml } from './markdown-author-html.ts'
import { addressOf, imageHtml, linkHtml } from './markdown-links.ts'
import { escapeAll, escapeText, inside, useSlot, withoutTags, type Page } from './markdown-page.ts'
import { PLACEHOLDER, slotInText } from './slots.ts'

/** Text in a line: emphasis, links, code, the author's own tags. */
export function renderInline(tokens: readonly Token[], page: Page): string {
  return inside(page, () => {
    const author = new AuthorHtml(page, false)
    let html = ''
    for (const token of tokens) html += inlineToken(token as Token, page, author)
    return html + author.closeAll()
  })
}

function inlineToken(token: Token, page: Page, author: AuthorHtml): string {
  switch (token.type) {
    case 'text': case 'escape': return textHtml(token['text'] as string, page)
    case 'strong': case 'em': case 'del': return `<${token.type}>${renderInline(token.tokens ?? [], page)}</${token.type}>`
    case 'codespan': return `<code>${escapeAll(token['text'] as string)}</code>`
    case 'br': return '<br>'
    case 'checkbox': return checkboxHtml(token as Tokens.Checkbox, page)
    case 'html': return author.write(token['text'] as string, (part) => textHtml(part, page), (src, alt) => imageHtml(src, alt, page))
    case 'image': return imageHtml(token['href'] as string, withoutTags(renderInline(token.tokens ?? [], page)), page)
    case 'link': return link(token as Tokens.Link, page)
    default: return escapeAll(token.raw)
  }
}

function link(token: Tokens.Link, page: Page): string {
  if (page.inLink) return renderInline(token.tokens, page)
  page.inLink = true
  const label = token.autolink ? escapeAll(token.text) : renderInline(token.tokens, page)
  page.inLink = false
  const named = withoutTags(label).trim() !== '' || / alt="[^"]/.test(label)
  return linkHtml(addressOf(token.href, page), named ? label : escapeAll(token.href), page)
}

/** A box of a task list as a sign and a word: a disabled checkbox has no name. */
export function checkboxHtml({ checked }: Tokens.Checkbox, { words }: Page): string {
  return `<span aria-hidden="true">${checked ? '☑' : '☐'} </span><span class="vh"${words.mark}>${checked ? words.of.done : words.of.open}: </span>`
}

const MARKED_PLACES = /\uE000(\d+)\uE001|(?<!\{)\{\{ ?[fF]akta ?: ?([\p{L}\d_]{1,60}) ?\}\}(?!\})|(?<!\{)\{\{[\p{L}\d_.]{1,80}\}\}(?!\})/gu

/** Plain text with its slots and facts (facts-in-html.ts puts the values in when it is read); `{{kirjasto}}`, a place that whoever answers a customer fills, stays as it is written and is marked. */
export function textHtml(text: string, page: Page): string {
  const safe = escapeText(text)
  if (!safe.includes('\uE000') && !safe.includes('{{')) return safe
  return safe.replace(MARKED_PLACES, (place, number: string | undefined, fact: string | undefined) => {
    if (fact !== undefined) return `<span class="fact${page.inLink ? ' in-link' : ''}">[${fact.toLowerCase()}]</span>`
    if (number === undefined) return `<span class="var">${place}</span>`
    const slot = useSlot(page, number)
    return slot ? slotInText(slot, page.words) : ''
  })
}

export const isOnlySlots = (text: string) => text.includes('\uE000') && text.replace(PLACEHOLDER, '').trim() === ''
