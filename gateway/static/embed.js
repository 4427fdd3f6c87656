// For the force's page: puts the chat where this script stands, and takes the whole tab away when asked to.
(() => {
  'use strict'
  const to = EXIT_URL // the server writes it here: no page and no message can change it
  const script = document.currentScript
  const { origin } = new URL(script.src)
  const make = (name, fields) => Object.assign(document.createElement(name), fields)
  const href = origin + '/'
  const frame = make('iframe', { src: href, title: 'Help and advice chat', referrerPolicy: 'no-referrer' })
  let left = false
  let shifts = 0
  let last = 0 // when Shift was pressed
  let alone = false // Shift is held, and no other key with it

  const attempt = step => { try { step() } catch (error) { /* the next step must still run */ } }

  const go = () => { try { top.location.replace(to) } catch (error) { location.replace(to) } }

  const wipe = () => {
    left = true
    attempt(() => { document.documentElement.style.cssText = 'visibility:hidden!important;opacity:0!important' })
    attempt(() => frame.contentWindow.postMessage('leave', origin)) // there it is emptied, and erased on the server
    attempt(() => { document.title = 'Loading' })
    attempt(() => document.head.append(make('meta', { name: 'referrer', content: 'no-referrer' })))
    setTimeout(go, 2500) // once more, should the browser have stopped the first
  }

  const leave = () => {
    if (!left) wipe()
    go()
  }

  addEventListener('message', event => {
    if (event.source === frame.contentWindow && event.origin === origin && event.data === 'leave') leave()
  })

  addEventListener('keydown', event => {
    const isShift = event.key === 'Shift'
    alone = isShift && (alone || !event.repeat)
    if (!isShift) shifts = 0
    if (event.key !== 'Escape' || event.isComposing || event.keyCode === 229) return
    event.preventDefault()
    event.stopImmediatePropagation()
    leave()
  }, true)

  addEventListener('keyup', event => {
    if (event.key !== 'Shift' || !alone) return
    alone = false
    shifts = Date.now() - last < 5000 ? shifts + 1 : 1
    last = Date.now()
    if (shifts > 2) leave()
  }, true)

  addEventListener('pointerdown', () => { alone = false }, true)

  frame.style.cssText = 'display:block;width:100%;height:90vh;min-height:256px;max-height:736px;border:0'
  if (!document.querySelector(`a[href^="${origin}"]`)) {
    script.before(make('a', { href, textContent: 'Open the chat on its own page' }))
  }
  script.after(frame)
})()
