// Leaving at once: the button, Escape, or Shift three times. Needs nothing else on the page.
(() => {
  'use strict'
  const to = document.currentScript.dataset.to
  const SHIFTS = 3
  const SHIFT_TIME = 5000 // milliseconds between two presses
  const AGAIN = 2500 // milliseconds; once more, should the browser have stopped the first
  const root = document.documentElement
  let left = false
  let staying = false // a form is taking the reporter on to another page of ours
  let shifts = 0
  let alone = false // Shift is held, and no other key with it
  let forget

  root.classList.add('scripted')

  const attempt = step => { try { step() } catch (error) { /* the next step must still run */ } }

  const find = selector => document.querySelector('#leave ' + selector)

  const hide = () => { root.style.display = 'none' }

  const erase = () => {
    const token = find('[name=token]').value
    if (!token) return
    if (navigator.sendBeacon && navigator.sendBeacon('/exit', token)) return
    fetch('/exit', { method: 'POST', body: token, keepalive: true })
  }

  const empty = () => {
    for (const field of document.querySelectorAll('input, textarea')) field.value = ''
    document.body.textContent = ''
  }

  const wipe = () => {
    left = true
    attempt(hide)
    attempt(erase)
    attempt(empty)
    attempt(() => { document.title = 'Loading' })
  }

  // The whole tab goes. Where a frame may not move the page around it, the frame goes alone.
  const go = () => { try { top.location.replace(to) } catch (error) { location.replace(to) } }

  const leave = () => {
    if (!left) {
      wipe()
      setTimeout(go, AGAIN)
    }
    go()
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

  const countShift = () => {
    clearTimeout(forget)
    shifts += 1
    if (shifts === SHIFTS) return leave()
    attempt(() => tell(shifts === 1 ? 'two' : 'one'))
    forget = setTimeout(startAgain, SHIFT_TIME)
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

  // The time for which a chat is kept has run out.
  addEventListener('expired', () => {
    if (left) return
    wipe()
    location.replace('/')
  })

  // Nothing is left to come back to, however the page is left.
  addEventListener('pagehide', () => {
    attempt(hide)
    if (!left && !staying) attempt(erase)
    attempt(empty)
  })

  addEventListener('pageshow', event => { if (event.persisted) location.replace('/') })
})()
