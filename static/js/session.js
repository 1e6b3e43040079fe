// Warns before the session ends, so that it can be extended with one key. Without this file a form that is sent too late is kept for after signing in.
const dialog = document.getElementById('istunto')
const part = (name) => dialog.querySelector(`[data-${name}]`)
/** Seconds before the end at which the warning is shown; the time left is asked for once more just then. */
const WARN = 150
const SLACK = 5
let timer, dismissed = false

async function ask(method) {
  const answer = await fetch('/istunto', { method, redirect: 'manual', credentials: 'same-origin' })
  return answer.ok ? answer.json() : null // someone signed out is sent to sign in
}

function later(seconds) {
  clearTimeout(timer)
  timer = setTimeout(check, Math.min(seconds * 1000, 2 ** 31 - 1))
}

/** Looks how much is left, and warns, waits, or takes the warning back when another tab has extended the session. */
async function check() {
  let left
  try {
    left = await ask('GET')
  } catch {
    return later(30) // no network: the session ends when it does, whether we can ask or not
  }
  show(left)
}

function show(left) {
  if (left === null) return over()
  if (left.seconds > WARN + SLACK) {
    dialog.close()
    dismissed = false
    return later(left.seconds - WARN)
  }
  const ends = new Date(Date.now() + left.seconds * 1000)
  part('time').textContent = ends.toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' })
  part('extendable').hidden = part('extend').hidden = !left.extendable
  part('last').hidden = left.extendable
  if (!dialog.open && !dismissed) dialog.showModal()
  later(Math.min(30, left.seconds + 1))
}

function over() {
  clearTimeout(timer)
  for (const name of ['ends', 'extendable', 'extend', 'last']) part(name).hidden = true
  part('over').hidden = false
  if (!dialog.open) dialog.showModal()
  part('close').focus()
}

part('extend').addEventListener('click', async () => {
  part('fault').textContent = ''
  try {
    show(await ask('POST'))
  } catch {
    part('fault').textContent = dialog.dataset.unreachable
  }
})
part('close').addEventListener('click', () => {
  dismissed = true
  dialog.close()
})
dialog.addEventListener('cancel', () => { dismissed = true }) // Esc
document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible' && part('over').hidden) check() })
later(2)
