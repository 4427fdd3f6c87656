// Leaving at once: the button, Escape, or Shift three times. Needs nothing else on the page.
(() => {
  'use strict'
  const { to, hosts = '' } = document.currentScript.dataset // hosts: the sites that may show this page in a frame
  const SHIFTS = 3
  const SHIFT_TIME = 5000 // milliseconds between two presses
  const AGAIN = 2500 // milliseconds; once more, should the browser have stopped the first
  const ANSWER = 150 // milliseconds; then the page around the frame does not know what to do
  const root = document.documentElement
  let left = false
  let taken = false // the page around the frame takes the tab away
  let staying = false // a form is taking the reporter on to another page of ours
  let shifts = 0
  let alone = false // Shift is held, and no other key with it
  let forget

  root.classList.add('scripted')

  const attempt = step => { try { step() } catch (error) { /* the next step must still run */ } }

  const find = selector => document.querySelector('#leave ' + selector)

  // Not `display`: Firefox gives a page without boxes no more keys, and would take the next Escape for itself.
  const hide = () => { root.style.visibility = 'hidden' }

  const erase = () => {
    const token = find('[name=token]').value
    if (!token) return
    if (navigator.sendBeacon && navigator.sendBeacon('/exit', token)) return
    fetch('/exit', { method: 'POST', body: token, keepalive: true })
  }

  // Of a page that saved a file, Firefox loses every second request sent as it closes, unless the page waits for it.
  const eraseAndWait = () => {
    if (left || staying) return
    const request = new XMLHttpRequest()
    request.open('POST', '/exit', false)
    request.send(find('[name=token]').value)
  }

  const clear = () => { for (const field of document.querySelectorAll('input, textarea')) field.value = '' }

  const empty = () => { document.body.textContent = '' }

  const wipe = () => {
    left = true
    attempt(hide)
    attempt(erase)
    attempt(clear)
    attempt(empty)
    attempt(() => { document.title = 'Loading' })
  }

  // The whole tab goes. Where a frame may not move the page around it, the frame goes alone.
  const go = () => {
    if (taken) return
    try { top.location.replace(to) } catch (error) { location.replace(to) }
  }

  // The page around a frame may always go; the frame itself only after a click in it, in some browsers.
  const ask = () => { for (const host of hosts.split(' ')) parent.postMessage('leave', host) }

  const leave = () => {
    if (!left) {
      wipe()
      setTimeout(go, AGAIN)
    }
    if (parent === window || !hosts) return go()
    attempt(ask)
    setTimeout(go, ANSWER)
  }

  const isEscape = event => event.key === 'Escape' || event.key === 'Esc'

  // Escape then ends the choice of a word, as in Japanese. Safari says only 229.
  const isComposing = event => event.isComposing || event.keyCode === 229

  const stop = event => { event.preventDefault(); event.stopImmediatePropagation() }

  const tell = name => {
    const status = find('[role=status]')
    status.textContent = name ? status.dataset[name] : ''
  }

  const startAgain = () => {
    shifts = 0
    clearTimeout(forget)
    attempt(() => tell(''))
  }

  // Too slow: said for as long as a press would have counted.
  const giveUp = () => {
    shifts = 0
    attempt(() => tell('late'))
    forget = setTimeout(startAgain, SHIFT_TIME)
  }

  const countShift = () => {
    clearTimeout(forget)
    shifts += 1
    if (shifts === SHIFTS) return leave()
    attempt(() => tell(shifts === 1 ? 'two' : 'one'))
    forget = setTimeout(giveUp, SHIFT_TIME)
  }

  addEventListener('keydown', event => {
    if (isEscape(event) && !isComposing(event)) {
      stop(event)
      leave()
    } else if (event.key !== 'Shift') {
      alone = false
      if (shifts) startAgain()
    } else if (!event.repeat) {
      alone = true
    }
  }, true)

  addEventListener('keyup', event => {
    if (event.key !== 'Shift' || !alone) return
    alone = false
    countShift()
  }, true)

  addEventListener('pointerdown', () => { alone = false }, true)

  addEventListener('submit', event => {
    if (event.target.id !== 'leave') return
    stop(event)
    leave()
  }, true)

  addEventListener('submit', event => { staying = !event.defaultPrevented })

  // It goes, by itself or because it was asked to.
  addEventListener('message', event => {
    if (event.source !== parent || !hosts.split(' ').includes(event.origin) || event.data !== 'leave') return
    taken = true
    if (!left) wipe()
  })

  // The time for which a chat is kept has run out.
  addEventListener('expired', () => {
    if (left) return
    wipe()
    location.replace('/')
  })

  addEventListener('saved', () => addEventListener('pagehide', () => attempt(eraseAndWait), true))

  // Nothing is left to come back to, however the page is left.
  addEventListener('pagehide', () => {
    attempt(hide)
    if (!left && !staying) attempt(erase)
    attempt(clear)
    attempt(empty)
  })

  const begin = () => { location.replace('/') }

  // Firefox lets a frame go only after it has been shown again.
  addEventListener('pageshow', event => {
    if (!event.persisted) return
    try { begin() } catch (error) { setTimeout(begin) }
  })
})()
