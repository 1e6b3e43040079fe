// Keeps the place in a guide that belongs to somebody's onboarding: in this browser only, nothing is sent. Which sections were seen is not kept.
const key = `laavu:paikka:${location.pathname.split('-')[0]}`
const sections = [...document.querySelectorAll('article.prose section[id]')]

let waiting = 0
addEventListener('scroll', () => {
  clearTimeout(waiting)
  waiting = setTimeout(() => {
    const here = sections.findLast((section) => section.getBoundingClientRect().top < innerHeight / 3)
    const isRead = innerHeight + scrollY > document.body.scrollHeight - 200
    try {
      if (here && !isRead) localStorage.setItem(key, JSON.stringify({ anchor: here.id, heading: here.querySelector('h2, h3')?.textContent ?? '' }))
      else localStorage.removeItem(key)
    } catch { /* a browser that keeps nothing */ }
  }, 400)
}, { passive: true })
