// What a pointer, a finger or a keyboard does on a figure: read values, choose an event, and ask for another window.
// Everything is said with textContent: no word of a story or a publisher can become markup.

const DAY = 86400000
const REACH = 7 // px from an event's rule within which a click means the event
const DRAG = 6 // px a pointer moves before it is a drag

export default function ({ data, parentElement, setTriggerValue }) {
  parentElement.relations?.()
  const root = parentElement.querySelector(".pointer")
  const $ = name => root.querySelector(`.${name}`)
  const [picture, overlay, hair, brush, card, live] = ["picture", "overlay", "hair", "brush", "card", "live"].map($)
  const minus = text => text.replace("-", "−")
  const format = digits => new Intl.NumberFormat(data.locale, { maximumFractionDigits: digits, minimumFractionDigits: digits })
  const percent = new Intl.NumberFormat(data.locale, { maximumFractionDigits: 1, minimumFractionDigits: 1, signDisplay: "exceptZero" })
  const written = count => {
    const at = new Date(count * DAY)
    return data.dates[at.getUTCMonth()].replace("{day}", at.getUTCDate()).replace("{year}", at.getUTCFullYear())
  }
  const stop = new AbortController()
  const on = (target, name, act, options = {}) => target.addEventListener(name, act, { signal: stop.signal, ...options })
  let reading = null // the day read
  let drag = null

  const frame = () => document.querySelector(`.st-key-${data.chart}`)
  const drawn = () => frame()?.querySelector("[data-testid=stVegaLiteChart] svg:has(text)")
  const chart = () => drawn() ?? picture.querySelector("svg")
  const scale = () => overlay.clientWidth / data.width
  const x = day => (data.left + (data.plot * (day - data.start)) / (data.end - data.start)) * scale()
  const day = px => data.start + ((px / scale() - data.left) / data.plot) * (data.end - data.start)
  const iso = count => new Date(Math.round(count) * DAY).toISOString().slice(0, 10)

  // The figure as a picture stands where the chart will be until that has been drawn, out of sight.
  if (data.picture) {
    picture.replaceChildren(document.importNode(new DOMParser().parseFromString(data.picture, "image/svg+xml").documentElement, true))
    picture.setAttribute("aria-label", data.alt)
  }
  function turn() {
    if (drawn()) picture.replaceChildren()
    picture.hidden = !picture.firstChild
    const wrapper = frame()?.closest("[data-testid=stLayoutWrapper]")
    if (wrapper) wrapper.style.cssText = picture.hidden ? "" : "position: absolute; visibility: hidden"
    place()
    if (!drawn()) return
    turning.disconnect()
    observer.observe(drawn())
  }

  // The overlay lies on the chart, wherever the page has put it.
  function place() {
    const svg = chart()
    if (!svg) return
    const there = svg.getBoundingClientRect()
    const here = root.getBoundingClientRect()
    Object.assign(overlay.style, {
      left: `${there.left - here.left}px`, top: `${there.top - here.top}px`,
      width: `${there.width}px`, height: `${there.height}px`,
    })
  }

  function nearest(line, at) {
    let low = 0
    let high = line.days.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (line.days[middle] < at) low = middle + 1
      else high = middle
    }
    if (line.ends) { // a period's value is read all through it, and nowhere else
      const i = line.days[low] > at ? low - 1 : low
      return i >= 0 && at < line.ends[i] + 1 ? i : -1
    }
    return low > 0 && at - line.days[low - 1] < line.days[low] - at ? low - 1 : low
  }

  function value(line, i) {
    const shown = line.values[i]
    const digits = Math.abs(shown) >= 1000 ? 0 : Math.abs(shown) >= 10 ? 2 : 3
    const parts = [`${minus(format(digits).format(shown))} ${line.unit}`]
    if (line.first) {
      const ratio = shown / line.first
      parts.push(`${minus(percent.format(100 * (ratio - 1)))} %` + (line.both ? `, ${data.words.value} ${minus(percent.format(100 * (1 / ratio - 1)))} %` : ""))
    }
    return parts.join(" · ")
  }

  function near(at) {
    const events = [...data.events].sort((a, b) => Math.abs(a.day - at) - Math.abs(b.day - at))
    return events[0]
  }

  // Trading days are those on which the first line of days has a value.
  const counted = data.lines.find(one => !one.names)

  function distance(event, at) {
    if (!counted) return ""
    if (at === event.day) return data.words.same
    const past = counted.days.findLastIndex(one => one <= at) * counted.stride + 1
    return (event.day < at ? data.words.after : data.words.before).replace("{days}", Math.abs(past - event.counted))
  }

  function rows(at) {
    const found = data.lines.map(line => [line, nearest(line, at)]).filter(([, i]) => i >= 0)
    const moved = found.map(([line, i]) => ({ title: line.label, text: value(line, i), small: `${line.names ? line.names[i] : written(line.days[i])} · ${line.publisher}` }))
    const event = near(at)
    if (event) moved.push({ title: event.label, text: `${event.date} · ${distance(event, at)}`, small: "" })
    return moved
  }

  function element(kind, text) {
    const made = document.createElement(kind)
    made.textContent = text
    return made
  }

  function read(at, aloud = false) {
    reading = Math.round(Math.min(Math.max(at, data.start), data.end - 1))
    if (counted?.stride > 1) reading = counted.days[nearest(counted, reading)] // between those sent, none can be counted
    const said = rows(reading)
    card.replaceChildren(element("p", written(reading)), ...said.map(row => {
      const made = element("div", "")
      made.append(element("b", row.title), element("span", row.text), element("small", row.small))
      return made
    }), element("small", data.words.since))
    const left = x(reading)
    hair.style.transform = `translateX(${left}px)`
    hair.style.height = `${(data.tops.at(-1) + data.panel) * scale()}px`
    hair.hidden = card.hidden = false
    const room = overlay.clientWidth
    const wide = card.offsetWidth
    card.style.left = `${Math.max(0, Math.min(left + 14 + wide > room ? left - 14 - wide : left + 14, room - wide))}px`
    card.style.top = `${Math.max(0, data.tops[0] * scale() - card.offsetHeight - 8)}px`
    if (aloud) live.textContent = said.map(row => `${row.title}: ${row.text}, ${row.small}`).join("; ")
  }

  function hide() {
    hair.hidden = card.hidden = brush.hidden = true
    drag = null
  }

  const ask = (start, end) => {
    if (end - start < 5) return
    setTriggerValue("window", { start: iso(start), end: iso(end) })
  }
  const zoom = (factor, at = (data.start + data.end) / 2) => ask(at - (at - data.start) * factor, at + (data.end - 1 - at) * factor)
  const pan = share => ask(data.start + share * (data.end - data.start), data.end - 1 + share * (data.end - data.start))
  const choose = event => setTriggerValue("event", { id: event.id, at: Date.now() })

  const position = event => event.clientX - overlay.getBoundingClientRect().left
  on(overlay, "pointerdown", event => {
    if (event.button) return
    overlay.setPointerCapture(event.pointerId)
    drag = { from: position(event), shift: event.shiftKey, moved: false }
  })
  on(overlay, "pointermove", event => {
    place()
    const px = position(event)
    if (drag && Math.abs(px - drag.from) > DRAG) drag.moved = true
    if (!drag?.moved) return read(day(px))
    card.hidden = true
    if (drag.shift) return
    Object.assign(brush.style, { left: `${Math.min(px, drag.from)}px`, width: `${Math.abs(px - drag.from)}px`, height: hair.style.height })
    brush.hidden = false
  })
  on(overlay, "pointerup", event => {
    const px = position(event)
    const was = drag
    hide()
    if (!was) return
    if (was.moved && was.shift) return pan((was.from - px) / (data.plot * scale()))
    if (was.moved) return ask(day(Math.min(px, was.from)), day(Math.max(px, was.from)))
    const [hit] = data.events.filter(one => Math.abs(x(one.day) - px) <= REACH).sort((a, b) => Math.abs(x(a.day) - px) - Math.abs(x(b.day) - px))
    if (hit) choose(hit)
    else read(day(px), true)
  })
  on(overlay, "pointerleave", () => drag || hide())
  on(overlay, "pointercancel", hide)
  on(overlay, "dblclick", () => setTriggerValue("window", { start: "", end: "" }))
  let wheel = 0
  on(overlay, "wheel", event => {
    if (!event.ctrlKey && !event.metaKey) return // a plain wheel scrolls the page
    event.preventDefault()
    clearTimeout(wheel)
    const at = day(position(event))
    const factor = event.deltaY > 0 ? 1.6 : 0.6
    wheel = setTimeout(() => zoom(factor, at), 120)
  }, { passive: false })

  const step = by => {
    const line = counted ?? data.lines[0]
    const past = line.days.findLastIndex(one => one <= reading) // also in a gap between two periods
    const i = reading === null ? 0 : (line.ends ? past : nearest(line, reading)) + by
    read(line.days[Math.min(Math.max(i, 0), line.days.length - 1)], true)
  }
  const keys = {
    ArrowLeft: event => step(event.shiftKey ? -20 : -1), ArrowRight: event => step(event.shiftKey ? 20 : 1),
    Home: () => read(data.start, true), End: () => read(data.end - 1, true),
    PageUp: () => pan(-0.5), PageDown: () => pan(0.5),
    "+": () => zoom(0.5, reading ?? undefined), "=": () => zoom(0.5, reading ?? undefined), "-": () => zoom(2, reading ?? undefined),
    Enter: () => reading !== null && near(reading) && choose(near(reading)), Escape: hide,
  }
  on(overlay, "keydown", event => {
    if (!keys[event.key]) return
    event.preventDefault()
    place()
    keys[event.key](event)
  })
  on(overlay, "blur", hide)

  const buttons = { earlier: () => pan(-0.5), closer: () => zoom(0.5), wider: () => zoom(2), later: () => pan(0.5), whole: () => setTriggerValue("window", { start: "", end: "" }) }
  for (const [name, act] of Object.entries(buttons)) {
    const button = $(name)
    button.querySelector("span").textContent = data.words[name]
    button.setAttribute("aria-label", data.words[name])
    on(button, "click", act)
  }
  overlay.setAttribute("aria-label", data.words.help)
  $("hint").textContent = data.words.hint
  root.dataset.theme = data.theme

  hide()
  const observer = new ResizeObserver(place)
  observer.observe(root)
  const turning = new MutationObserver(turn)
  turning.observe(document.body, { childList: true, subtree: true })
  turn()
  on(window, "resize", place)
  parentElement.relations = () => {
    stop.abort()
    observer.disconnect()
    turning.disconnect()
    clearTimeout(wheel)
  }
  return () => parentElement.relations?.()
}
