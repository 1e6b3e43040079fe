/** Functions that run inside the page: each is sent as its source, so it uses nothing from outside itself. */
export interface Hooked { ran: string[]; known: Set<string> }

interface BrowserNode {
  tagName: string
  innerHTML: string
  attributes: Iterable<{ name: string; value: string }>
  dispatchEvent(event: unknown): void
}
interface BrowserPage extends Hooked {
  document: {
    querySelectorAll(selector: string): Iterable<BrowserNode>
    querySelector(selector: string): BrowserNode
    createElement(name: string): BrowserNode
    addEventListener(name: string, listener: (event: BrowserEvent) => void, capture: boolean): void
  }
  Event: new (name: string, options: object) => unknown
}
interface BrowserEvent { target: { closest?(selector: string): { href?: string } | null }; preventDefault(): void }

/** Before anything else in the page: whatever a script would call first is told. */
export function hookPage() {
  const page = globalThis as unknown as BrowserPage & Record<string, unknown>
  page.ran = []
  for (const name of ['alert', 'prompt', 'confirm', 'print', 'open']) page[name] = (...given: unknown[]) => page.ran.push(`${name}(${given.join()})`)
  page.known = new Set([...Object.getOwnPropertyNames(globalThis), 'known'])
}

/** Fires the events that a handler could wait for, then tells new globals, a tree that is not what was written, and every element or attribute that is not in the list. */
export function walkPage({ html, safe }: { html: string; safe: Record<string, Record<string, string>> }): string[] {
  const page = globalThis as unknown as BrowserPage, { document } = page
  const told: string[] = []
  const events = ('pointerenter mouseover mousedown focus click input toggle beforetoggle animationstart animationend transitionend scroll wheel load '
    + 'error submit').split(' ')
  document.addEventListener('click', (event) => {
    if (!event.target.closest?.('a')?.href?.startsWith('javascript:')) event.preventDefault()
  }, true)

  const article = document.querySelector('article'), scratch = document.createElement('div')
  let read = article.innerHTML
  for (let round = 1; round <= 3; round++) {
    if (read.replaceAll('&nbsp;', '\u00A0') !== html) told.push('is read as another text than is written')
    scratch.innerHTML = read
    read = scratch.innerHTML
  }
  for (const element of document.querySelectorAll('article *')) {
    const name = element.tagName.toLowerCase(), allowed = Object.hasOwn(safe, name) ? safe[name]! : null
    if (!allowed) told.push(`<${name}>`)
    for (const { name: attribute, value } of element.attributes)
      if (!allowed || !Object.hasOwn(allowed, attribute) || !new RegExp(allowed[attribute]!).test(value)) told.push(`<${name} ${attribute}="${value}">`)
    for (const event of events) element.dispatchEvent(new page.Event(event, { bubbles: true, cancelable: true }))
  }
  for (const name of Object.getOwnPropertyNames(globalThis)) if (!page.known.has(name)) told.push(`global ${name}`)
  return told
}
