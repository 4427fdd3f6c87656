// Sends the page's forms without leaving the page: one entry in the browser's history for the whole visit.
(() => {
  'use strict'
  const PATIENCE = 20000 // milliseconds
  const touch = matchMedia('(pointer: coarse)')
  let pressed = null
  let sending = false
  let next = null // typed while a turn was on its way
  let unsent = '' // typed into a chat that had ended
  let again

  const part = (id, page = document) => page.getElementById(id)

  const show = (id, page) => {
    const shown = part(id)
    shown.textContent = ''
    shown.append(...part(id, page).childNodes)
  }

  // An answer of a summary that cannot be changed there any more.
  const settle = button => {
    const row = button.closest('.govuk-summary-list__row')
    if (row) row.classList.add('govuk-summary-list__row--no-actions')
    const place = button.closest('dd') || button
    place.remove()
  }

  // Whether what is in the box is wrong, and where that is said.
  const mark = (box, fresh) => {
    for (const name of ['aria-invalid', 'aria-describedby']) {
      if (fresh.hasAttribute(name)) box.setAttribute(name, fresh.getAttribute(name))
      else box.removeAttribute(name)
    }
  }

  const wait = isWaiting => {
    sending = isWaiting
    const status = part('status')
    if (status) status.textContent = isWaiting ? status.dataset.waiting : ''
    if (!isWaiting && next) {
      const form = next
      next = null
      setTimeout(() => { if (form.isConnected && part('text').value.trim()) send(form, null) })
    }
  }

  // An answer in the chat. What has the focus keeps it; only if that is gone, the new choices get it.
  const addReply = (page, sent) => {
    const focused = document.activeElement
    const box = part('text')
    const lines = document.createDocumentFragment()
    lines.append(...part('log', page).children)
    const reply = lines.querySelector('.us')
    document.querySelectorAll('#log button').forEach(settle)
    document.querySelectorAll('#log .receipt').forEach(receipt => receipt.remove()) // shown again while it must be
    part('log').append(lines)
    for (const id of ['choices', 'label', 'steps', 'asides', 'problem']) show(id, page)
    part('chat').elements.turn.value = part('chat', page).elements.turn.value
    if (box.value === sent) box.value = part('text', page).value
    mark(box, part('text', page))
    if (!focused.isConnected) part('choices').focus({ preventScroll: true })
    const news = reply || part('problem')
    news.scrollIntoView()
  }

  const turnPage = page => {
    const main = page.querySelector('main')
    document.querySelector('main').replaceWith(main)
    show('notices', page)
    show('phase', page)
    part('leave').elements.token.value = part('leave', page).elements.token.value
    document.title = page.title
    const heading = main.querySelector('h1')
    scrollTo(0, 0)
    heading.focus({ preventScroll: true })
    if (unsent && part('text')) {
      part('text').value = unsent
      unsent = ''
    }
  }

  const fail = () => {
    const problem = part('problem')
    problem.textContent = ''
    problem.append(part('not-sent').content.cloneNode(true))
    problem.scrollIntoView()
  }

  const take = (request, form, sent) => {
    if (!form.isConnected) return // the reporter has left
    const page = request.response
    const isReply = page && form.id === 'chat' && part('reply', page)
    if (!isReply && (!page || !page.querySelector('main') || (form.id === 'chat' && request.status !== 200))) return fail()
    if (isReply) addReply(page, sent)
    else {
      if (form.id === 'chat') unsent = sent
      turnPage(page)
    }
    dispatchEvent(new Event('answered'))
  }

  const send = (form, button) => {
    if (sending) {
      if (form.id === 'chat' && !(button && button.name)) next = form
      return
    }
    again = () => send(form, button)
    const box = form.id === 'chat' && part('text')
    const sent = box ? box.value : ''
    const isFile = form.enctype === 'multipart/form-data'
    const filled = new FormData(form)
    if (button && button.name) filled.set(button.name, button.value)
    const request = new XMLHttpRequest()
    request.open('POST', form.getAttribute('action').split('#')[0])
    if (!isFile) request.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded')
    request.setRequestHeader('Accept', 'text/html;part=main')
    request.responseType = 'document'
    request.timeout = isFile ? PATIENCE * 12 : PATIENCE
    request.onload = () => { wait(false); take(request, form, sent) }
    request.onerror = request.ontimeout = () => { wait(false); if (form.isConnected) fail() }
    wait(true)
    dispatchEvent(new Event('sent'))
    request.send(isFile ? filled : String(new URLSearchParams(filled)))
  }

  document.addEventListener('click', event => {
    pressed = event.target.closest('button')
    if (pressed && pressed.hasAttribute('data-again')) again()
    if (pressed && pressed.hasAttribute('data-print')) print()
    const within = event.target.closest('a[href^="#"]')
    if (within) { // without another entry in the history
      event.preventDefault()
      part(within.hash.slice(1)).focus()
    }
    const link = event.target.closest('a[data-replace]')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    location.replace(link.href)
  })

  document.addEventListener('submit', event => {
    const button = pressed && pressed.form === event.target ? pressed : null
    pressed = null
    if (button && button.hasAttribute('data-save')) { // a file comes, and this page stays
      event.stopPropagation()
      return dispatchEvent(new Event('saved'))
    }
    event.preventDefault()
    send(event.target, button)
  })

  document.addEventListener('keydown', event => {
    // A touch keyboard has no Shift+Enter: there Enter begins a line, and the button sends.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.target.id !== 'text' || touch.matches) return
    event.preventDefault()
    send(event.target.form, null)
  })
})()
