// Keeps the place in a guide that belongs to somebody's onboarding: in this browser only, nothing is sent. Only the last place is kept, no times.
const key = `laavu:paikka:${location.pathname.split('-')[0]}`
const sections = [...document.querySelectorAll('article.prose section[id]')]

function keep() {
  const here = sections.findLast((section) => section.getBoundingClientRect().top < innerHeight / 3)
  const isRead = innerHeight + scrollY > document.body.scrollHeight - 200
  try {
    if (here && !isRead && scrollY > 0) localStorage.setItem(key, JSON.stringify({ anchor: here.id, heading: here.querySelector('h2, h3')?.textContent ?? '' }))
    else if (isRead) localStorage.removeItem(key)
  } catch { /* a browser that keeps nothing */ }
}

let waiting = 0
addEventListener('scroll', () => {
  clearTimeout(waiting)
  waiting = setTimeout(keep, 400)
}, { passive: true })
addEventListener('pagehide', keep)
