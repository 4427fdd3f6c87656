// Says when the chat will soon be erased, and keeps it when asked to. Without an answer the page wipes itself.
(() => {
  'use strict'
  const WARNING = 120 // seconds before the end
  const MARGIN = 30 // seconds; the server may have begun to count before its answer came, and must not end first
  let box = null // where a chat is open
  let ends = 0
  let told = ''

  const tell = name => {
    if (name === told) return
    told = name
    const status = box.querySelector('[role=status]')
    status.textContent = status.dataset[name] || ''
  }

  const ask = isAsking => {
    const button = box.querySelector('button')
    const hadFocus = document.activeElement === button
    box.classList.toggle('asking', isAsking)
    button.hidden = !isAsking
    if (isAsking) box.scrollIntoView({ block: 'nearest' })
    else if (hadFocus) (document.getElementById('text') || document.querySelector('h1')).focus({ preventScroll: true })
  }

  const begin = () => {
    box = document.getElementById('idle')
    if (!box) return
    ends = Date.now() + (box.dataset.seconds - MARGIN) * 1000
    ask(false)
    tell('')
  }

  const warn = minutes => {
    if (told !== 'failed') tell(minutes > 1 ? 'two' : 'one')
    if (box.querySelector('button').hidden) ask(true)
  }

  // The clock is asked each time: a device that slept has not counted.
  const look = () => {
    if (!box || !box.isConnected) return
    const left = (ends - Date.now()) / 1000
    if (left <= 0) dispatchEvent(new Event('expired'))
    else if (left <= WARNING) warn(Math.ceil(left / 60))
  }

  const kept = response => {
    if (!box || !box.isConnected) return
    if (response.status === 410) return dispatchEvent(new Event('expired'))
    if (!response.ok) return tell('failed')
    begin()
    tell('kept')
  }

  const stay = () => {
    const body = document.querySelector('#leave [name=token]').value
    fetch('/stay', { method: 'POST', body }).then(kept, () => tell('failed'))
  }

  addEventListener('sent', () => { ends = Math.max(ends, Date.now() + MARGIN * 1000) })
  addEventListener('answered', begin)
  document.addEventListener('visibilitychange', look)
  document.addEventListener('click', event => { if (event.target.closest('#idle button')) stay() })
  setInterval(look, 1000)
  begin()
})()
