// A figure's picture, and what a pointer, a finger or a keyboard does on it: read values, choose an event, and ask for
// another window.
// Everything is said with textContent: no word of a story or a publisher can become markup.

const DAY = 86400000
const REACH = 7 // px from an event's rule within which a click means the event
const DRAG = 6 // px a pointer moves before it is a drag

export default function ({ data, parentElement, setTriggerValue }) {
  parentElement.relations?.()
  const root = parentElement.querySelector(".pointer")
  const $ = name => root.querySelector(`.${name}`)
  const chart = document.importNode(new DOMParser().parseFromString(data.picture, "image/svg+xml").documentElement, true)
  $("picture").replaceChildren(chart)
  $("picture").setAttribute("aria-label", data.alt)
  root.classList.toggle("alone", !data.lines)
  if (!data.lines) return // the picture is all there is

  for (const line of data.lines) {
    let on = 0
    line.days ??= line.steps.map(step => (on += step))
  }
  const [overlay, hair, brush, spot, card, live] = ["overlay", "hair", "brush", "spot", "card", "live"].map($)
  const minus = text => text.replace("-", "−")
  const format = digits => new Intl.NumberFormat(data.locale, { maximumFractionDigits: digits, minimumFractionDigits: digits })
  const percent = new Intl.NumberFormat(data.locale, { maximumFractionDigits: 1, minimumFractionDigits: 1, signDisplay: "exceptZero" })
  const written = count => {
    const at = new Date(count * DAY)
    return data.dates[at.getUTCMonth()].replace("{day}", at.getUTCDate()).replace("{year}", at.getUTCFullYear())
  }
  const stop = new AbortController()
  const on = (target, name, act, options = {}) => target.addEventListener(name, act, { signal: stop.signal, ...options })
  let reading = parentElement.reading ?? null // the day read
  if (reading !== null && (reading < data.start || reading >= data.end)) reading = null
  let drag = parentElement.drag ?? null

  const scale = () => overlay.clientWidth / data.width
  const x = day => (data.left + (data.plot * (day - data.start)) / (data.end - data.start)) * scale()
  const day = px => data.start + ((px / scale() - data.left) / data.plot) * (data.end - data.start)
  const iso = count => new Date(Math.round(count) * DAY).toISOString().slice(0, 10)

  // The lines in the picture: a click on a line's button, or on its name in the picture, hides it or singles it out; what
  // is under the pointer dims the others. It is the reader's own view: files and links have all lines.
  const away = (parentElement.away ??= new Set())
  let near_by = null
  const marks = number => [...chart.getElementsByClassName(data.lines[number].mark)]
  const names = label => [...chart.querySelectorAll(".mark-text.role-mark text")].filter(one => one.textContent.startsWith(label) && !/\p{L}/u.test(one.textContent.slice(label.length))) // and its last value
  const numbered = data.lines.map((line, i) => i)
  const labels = [...new Set(data.lines.map(line => line.label))] // a line of two panels, its level and its change, has one button
  const of = i => [...marks(i), ...names(data.lines[i].label)]
  function shade() {
    for (const i of numbered) {
      const gone = away.has(data.lines[i].label)
      const dim = near_by !== null && near_by !== i && !away.has(data.lines[near_by].label) && data.lines[near_by].panel === data.lines[i].panel
      for (const one of of(i)) one.style.opacity = gone ? (one.nodeName === "text" ? 0.4 : 0) : dim ? 0.25 : ""
    }
    for (const button of $("lines").children) {
      const gone = away.has(button.dataset.line)
      button.setAttribute("aria-pressed", String(!gone))
    }
  }
  function only(label) {
    const others = labels.filter(one => one !== label)
    const single = others.every(one => away.has(one)) && !away.has(label)
    away.clear()
    if (!single) others.forEach(one => away.add(one))
    shade()
  }
  function toggle(label) {
    away.has(label) ? away.delete(label) : away.add(label)
    if (labels.every(one => away.has(one))) away.clear()
    shade()
  }
  function buttons_of_lines() {
    if (labels.length < 2) return $("lines").replaceChildren()
    $("lines").setAttribute("aria-label", data.words.lines)
    $("lines").replaceChildren(...labels.map(label => {
      const i = data.lines.findIndex(line => line.label === label)
      const made = element("button", label)
      made.dataset.line = label
      const shape = marks(i)[0]?.querySelector("path, rect")
      const style = shape && getComputedStyle(marks(i)[0].classList.contains("mark-line") ? shape : names(label).at(-1) ?? shape)
      made.style.setProperty("--ink", style ? (style.fill === "none" ? style.stroke : style.fill) : "currentcolor")
      on(made, "click", event => (event.shiftKey ? only : toggle)(label))
      on(made, "dblclick", () => only(label))
      on(made, "pointerenter", () => { near_by = i; shade() })
      on(made, "pointerleave", () => { near_by = null; shade() })
      return made
    }))
    shade()
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
    return line.unit.replace("{}", minus(format(digits).format(shown)))
  }

  function change(line, i) { // of a currency its value's: one number, as everywhere
    if (!line.first) return ""
    const ratio = line.values[i] / line.first
    return `${minus(percent.format(100 * ((line.both ? 1 / ratio : ratio) - 1)))} %`
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
    const found = data.lines.filter(line => !away.has(line.label)).map(line => [line, nearest(line, at)]).filter(([, i]) => i >= 0)
    const moved = found.map(([line, i]) => {
      const of = line.names ? line.names[i] : written(line.days[i])
      return { title: line.label, text: value(line, i), change: change(line, i), day: of, small: line.days[i] === at ? "" : of }
    })
    const event = near(at)
    if (event) moved.push({ title: event.label, text: `${event.date} · ${distance(event, at)}`, change: "", small: "" })
    return moved
  }

  function element(kind, text) {
    const made = document.createElement(kind)
    made.textContent = text
    return made
  }

  function read(at, aloud = false, down = null) {
    parentElement.open = { by_pointer: down === null ? null : [x(at), down] }
    parentElement.reading = reading = Math.round(Math.min(Math.max(at, data.start), data.end - 1))
    if (counted?.stride > 1) reading = counted.days[nearest(counted, reading)] // between those sent, none can be counted
    const said = rows(reading)
    const days = new Set(said.map(row => row.small).filter(Boolean))
    const shared = days.size === 1 && said.every(row => row.small || !row.day) // of all values: then said once
    card.replaceChildren(element("p", written(reading)), ...(shared ? [element("small", data.words.values.replace("{day}", [...days][0]))] : []), ...said.map(row => {
      const made = element("div", "")
      made.dataset.day = row.day ?? ""
      made.classList.toggle("event", !row.day)
      made.append(element("b", row.title), element("span", row.text), element("i", row.change))
      if (row.small && !shared) made.append(element("small", row.small))
      return made
    }), ...(said.some(row => row.change) ? [element("small", data.words.since)] : []))
    const left = x(reading)
    hair.style.transform = `translateX(${left}px)`
    for (const one of [hair, brush]) { // as high as the panels, and not over the title
      one.style.top = `${data.tops[0] * scale()}px`
      one.style.height = `${(data.tops.at(-1) + data.panel - data.tops[0]) * scale()}px`
    }
    hair.hidden = card.hidden = false
    const room = overlay.clientWidth
    const wide = card.offsetWidth
    card.style.left = `${Math.max(0, Math.min(left + 14 + wide > room ? left - 14 - wide : left + 14, room - wide))}px`
    const height = overlay.clientHeight - card.offsetHeight
    card.style.top = `${Math.max(0, Math.min(down === null ? data.tops[0] * scale() : down - card.offsetHeight / 2, height))}px`
    if (aloud) live.textContent = said.map(row => [`${row.title}: ${row.text}`, row.change, row.day].filter(Boolean).join(", ")).join("; ")
  }

  function hide() {
    parentElement.open = null
    hair.hidden = card.hidden = brush.hidden = spot.hidden = true
    parentElement.drag = drag = near_by = null
    shade()
  }

  // The line a pointer is on: the one whose stroke, made so much wider, has the point in it.
  function under(x, y) {
    for (const reach of [3, 9]) {
      for (const i of numbered) {
        const path = marks(i).find(one => one.classList.contains("mark-line"))?.querySelector("path")
        if (!path || away.has(data.lines[i].label)) continue
        const wide = path.getAttribute("stroke-width")
        path.setAttribute("stroke-width", 2 * reach)
        const hit = path.isPointInStroke(new DOMPoint(x, y).matrixTransform(path.getScreenCTM().inverse()))
        path.setAttribute("stroke-width", wide)
        if (hit) return i
      }
    }
    return null
  }
  const label_at = (x, y) => data.lines.find(line => names(line.label).some(one => {
    const box = one.getBoundingClientRect()
    return x >= box.left - 2 && x <= box.right + 2 && y >= box.top - 2 && y <= box.bottom + 2
  }))?.label

  const told = (start, end) => {
    root.setAttribute("aria-busy", "true")
    setTriggerValue("window", { start, end })
  }
  const ask = (start, end) => end - start < 5 || told(iso(start), iso(end))
  const zoom = (factor, at = (data.start + data.end) / 2) => ask(at - (at - data.start) * factor, at + (data.end - 1 - at) * factor)
  const pan = share => ask(data.start + share * (data.end - data.start), data.end - 1 + share * (data.end - data.start))
  const middle = () => reading ?? (data.start + data.end) / 2
  const choose = event => setTriggerValue("event", { id: event.id, at: Date.now() })

  // A plate is read mark by mark, in the order in which its pictures stand: the mark that is nearest to the pointer, or
  // the next one; up and down lead to the picture before and after.
  const spots = data.spots
  let at_spot = parentElement.spot < spots.length ? parentElement.spot : -1
  function mark(i, aloud) {
    parentElement.open = {}
    parentElement.spot = at_spot = Math.min(Math.max(i, 0), spots.length - 1)
    const [left, top, title, value, of] = spots[at_spot]
    const row = element("div", "")
    row.append(element("b", title), element("span", value))
    card.replaceChildren(...(of ? [element("p", of)] : []), row)
    Object.assign(spot.style, { left: `${left * scale()}px`, top: `${top * scale()}px` })
    spot.hidden = card.hidden = false
    const room = overlay.clientWidth - card.offsetWidth
    const beside = left * scale() + 14 > room ? left * scale() - 14 - card.offsetWidth : left * scale() + 14
    card.style.left = `${Math.max(0, Math.min(beside, room))}px`
    card.style.top = `${Math.max(0, Math.min(top * scale() - card.offsetHeight / 2, overlay.clientHeight - card.offsetHeight))}px`
    if (aloud) live.textContent = [of, title, value].filter(Boolean).join(", ")
  }
  function mark_under(event) {
    const box = overlay.getBoundingClientRect()
    const away = ([left, top]) => Math.hypot(left * scale() - event.clientX + box.left, top * scale() - event.clientY + box.top)
    const i = spots.reduce((best, one, other) => (away(one) < away(spots[best]) ? other : best), 0)
    away(spots[i]) < 60 ? mark(i, event.type === "pointerup") : hide()
  }
  const picture_of = by => {
    const here = spots[Math.max(at_spot, 0)][4]
    const rest = by > 0 ? spots.findIndex((one, i) => i > at_spot && one[4] !== here) : spots.findLastIndex((one, i) => i < at_spot && one[4] !== here)
    if (rest >= 0) mark(by > 0 ? rest : spots.findIndex(one => one[4] === spots[rest][4]), true)
  }
  const plate_keys = {
    ArrowLeft: () => mark(at_spot - 1, true), ArrowRight: () => mark(at_spot + 1, true),
    ArrowUp: () => picture_of(-1), ArrowDown: () => picture_of(1),
    Home: () => mark(0, true), End: () => mark(spots.length - 1, true), Escape: hide,
  }

  let click = 0
  const position = event => event.clientX - overlay.getBoundingClientRect().left
  on(overlay, "pointerdown", event => {
    if (event.button || spots.length) return
    overlay.setPointerCapture(event.pointerId)
    parentElement.drag = drag = { from: position(event), shift: event.shiftKey, moved: false }
  })
  on(overlay, "pointermove", event => {
    if (spots.length) return mark_under(event)
    const px = position(event)
    if (drag && Math.abs(px - drag.from) > DRAG) drag.moved = true
    if (!drag?.moved) {
      const over = under(event.clientX, event.clientY)
      if (over !== near_by) { near_by = over; shade() }
      overlay.style.cursor = label_at(event.clientX, event.clientY) ? "pointer" : ""
      return read(day(px), false, event.clientY - overlay.getBoundingClientRect().top)
    }
    card.hidden = true
    if (drag.shift) return
    Object.assign(brush.style, { left: `${Math.min(px, drag.from)}px`, width: `${Math.abs(px - drag.from)}px` })
    brush.hidden = false
  })
  on(overlay, "pointerup", event => {
    if (spots.length) return mark_under(event)
    const px = position(event)
    const was = drag
    hide()
    if (!was) return
    if (was.moved && was.shift) return pan((was.from - px) / (data.plot * scale()))
    if (was.moved) return ask(day(Math.min(px, was.from)), day(Math.max(px, was.from)))
    const [hit] = data.events.filter(one => Math.abs(x(one.day) - px) <= REACH).sort((a, b) => Math.abs(x(a.day) - px) - Math.abs(x(b.day) - px))
    const label = label_at(event.clientX, event.clientY)
    if (label) return labels.length > 1 && only(label)
    clearTimeout(click)
    if (hit) click = setTimeout(() => choose(hit), 250) // unless a second click makes it the way back to the whole
    else read(day(px), true, event.clientY - overlay.getBoundingClientRect().top)
  })
  on(overlay, "pointerleave", () => drag || hide())
  on(overlay, "pointercancel", hide)
  on(overlay, "dblclick", () => { if (spots.length) return; clearTimeout(click); told("", "") })
  let wheel = 0
  on(overlay, "wheel", event => {
    if (spots.length || (!event.ctrlKey && !event.metaKey)) return // a plain wheel scrolls the page
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
  const month = by => { // the same day of another month, or its last
    const at = new Date((reading ?? data.start) * DAY)
    const [year, other] = [at.getUTCFullYear(), at.getUTCMonth() + by]
    read(Date.UTC(year, other, Math.min(at.getUTCDate(), new Date(Date.UTC(year, other + 1, 0)).getUTCDate())) / DAY, true)
  }
  const along = by => { // to the event before or after
    const days = [...data.events].sort((a, b) => a.day - b.day).filter(one => one.day >= data.start && one.day < data.end)
    const at = reading ?? data.start - 1
    const next = by > 0 ? days.find(one => one.day > at) : days.findLast(one => one.day < at)
    if (next) read(next.day, true)
  }
  const arrow = by => event => event.ctrlKey || event.metaKey ? month(by) : step(event.shiftKey ? 20 * by : by)
  const keys = {
    ArrowLeft: arrow(-1), ArrowRight: arrow(1), ArrowUp: () => along(-1), ArrowDown: () => along(1),
    Home: () => read(data.start, true), End: () => read(data.end - 1, true),
    PageUp: () => pan(-0.5), PageDown: () => pan(0.5),
    "+": () => zoom(0.5, reading ?? undefined), "=": () => zoom(0.5, reading ?? undefined), "-": () => zoom(2, reading ?? undefined),
    Enter: () => reading !== null && near(reading) && choose(near(reading)), Escape: hide,
  }
  on(overlay, "keydown", event => {
    const act = (spots.length ? plate_keys : keys)[event.key]
    if (!act) return
    event.preventDefault()
    act(event)
  })
  on(overlay, "blur", hide)

  const buttons = { earlier: () => pan(-0.5), closer: () => zoom(0.5), wider: () => zoom(2), later: () => pan(0.5), whole: () => told("", ""), year: () => ask(middle() - 183, middle() + 182) }
  for (const [name, act] of Object.entries(buttons)) {
    const button = $(name)
    button.querySelector("span").textContent = data.words[name]
    button.setAttribute("aria-label", data.words[name])
    on(button, "click", act)
  }
  $("bar").hidden = data.plate
  overlay.setAttribute("aria-label", data.words.help)
  $("hint").textContent = data.words.hint
  root.removeAttribute("aria-busy")
  const window_now = data.words.window.replace("{start}", written(data.start)).replace("{end}", written(data.end - 1))
  if (parentElement.told && parentElement.told !== window_now) live.textContent = window_now
  parentElement.told = window_now
  root.dataset.theme = data.theme

  // Under the chart all the days there are, and in them the window, whose ends can be moved.
  function slide() {
    const [from, to] = [$("from"), $("to")]
    $("slider").hidden = !data.whole
    if (!data.whole) return
    const [first, last] = data.whole
    const show = () => {
      const at = one => (100 * (Number(one.value) - first)) / (last - first)
      $("chosen").style.cssText = `left: ${at(from)}%; width: ${at(to) - at(from)}%`
      for (const one of [from, to]) one.setAttribute("aria-valuetext", written(Number(one.value)))
      $("days").textContent = `${written(Number(from.value))} – ${written(Number(to.value))}`
    }
    for (const [one, value, label] of [[from, data.start, data.words.from], [to, data.end - 1, data.words.to]]) {
      Object.assign(one, { min: first, max: last, step: 1, value: Math.min(Math.max(value, first), last) })
      one.setAttribute("aria-label", label)
      on(one, "input", () => {
        if (Number(to.value) - Number(from.value) < 6) one.value = one === from ? Number(to.value) - 6 : Number(from.value) + 6
        show()
      })
      on(one, "change", () => ask(Number(from.value), Number(to.value)))
    }
    show()
  }

  // A card that is open stays open in a picture drawn anew: at the pointer, or on the day the keyboard chose.
  function reopen(open) {
    if (drag) return // a button that is held down goes on in it
    hide()
    if (!open) return
    if (spots.length) return at_spot >= 0 && mark(at_spot)
    if (open.by_pointer) read(day(open.by_pointer[0]), false, open.by_pointer[1])
    else if (reading !== null) read(reading)
  }

  reopen(parentElement.open)
  buttons_of_lines()
  slide()
  parentElement.relations = () => {
    stop.abort()
    clearTimeout(wheel)
  }
  return () => parentElement.relations?.()
}
