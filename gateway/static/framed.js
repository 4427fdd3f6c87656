// In a frame that the page around it has scrolled partly away: the way out stays where it can be seen.
(() => {
  'use strict'
  const STEPS = 100 // how finely the browser tells what can be seen
  if (parent === window || !window.IntersectionObserver) return
  const { style } = document.documentElement
  const pane = document.createElement('div') // as large as the frame

  const tell = (name, hidden, step) => style.setProperty(name, (hidden > 0 ? Math.ceil(hidden + step) : 0) + 'px')

  const see = entries => {
    const { isIntersecting, boundingClientRect: all, intersectionRect: seen } = entries[entries.length - 1]
    if (!isIntersecting) return
    tell('--above', seen.top - all.top, all.height / STEPS)
    tell('--below', all.bottom - seen.bottom, all.height / STEPS)
  }

  pane.style.cssText = 'position:fixed;top:0;bottom:0;width:1px;visibility:hidden;pointer-events:none'
  document.body.append(pane)
  const threshold = Array.from({ length: STEPS + 1 }, (_, step) => step / STEPS)
  new IntersectionObserver(see, { threshold }).observe(pane)
})()
