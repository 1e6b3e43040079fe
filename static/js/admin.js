// While something is being made, the part that tells of it is read anew every two seconds. Without this file there is a link for it.
async function refresh() {
  const part = document.querySelector('[data-refresh="yes"]')
  if (!part) return
  await new Promise((done) => { setTimeout(done, 2000) })
  try {
    const answer = await fetch(location.href), page = new DOMParser().parseFromString(await answer.text(), 'text/html'), fresh = page.querySelector('[data-refresh]')
    if (answer.ok && fresh) part.replaceWith(fresh)
  } catch {} // the connection may be back the next time
  void refresh()
}
void refresh()
