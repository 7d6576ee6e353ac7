// Tells the page how wide its column is and how large the window, and gives the page the theme a link asks for.
// Labels are placed for one width, and a picture is not stretched: so it must be told.

// Streamlit asks for the system's theme with matchMedia, also after each print. So a theme that a link asks for is
// answered in its place, and the question put again: nothing is loaded anew, and nothing is stored, which a reader, or
// the site in whose frame the page stands, may have blocked.
const DARK = "(prefers-color-scheme: dark)"
const media = (window.relationsMedia ??= window.matchMedia.bind(window))
function themed(theme) {
  const wanted = theme ? theme === "dark" : media(DARK).matches
  const changes = window.matchMedia(DARK).matches !== wanted
  window.matchMedia = query => {
    const found = media(query)
    return query === DARK && theme ? Object.defineProperty(found, "matches", { value: wanted }) : found
  }
  if (changes) window.dispatchEvent(new Event("afterprint"))
}

// A link to another view of the page is told to the page, which then shows that view where the reader is: no load, no
// jump. With a modifier it opens as any link does. Until the reader does something else the link has the focus again
// whenever it has been drawn anew, and what it chose is brought into view once.
function follow(kept, stop, tell) {
  const on = (target, name, act) => target.addEventListener(name, act, { signal: stop, capture: true })
  on(document, "click", event => {
    const chosen = event.target.closest?.(".relations a[href^='?']")
    if (!chosen || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
    event.preventDefault()
    chosen.setAttribute("aria-busy", "true")
    kept.went = { link: chosen, to: chosen.getAttribute("href"), seen: false }
    tell("link", { to: kept.went.to, at: Date.now() })
  })
  for (const name of ["keydown", "pointerdown"]) on(document, name, () => (kept.went = kept.tab = null))
  on(document, "focusin", event => (kept.tab = event.target.closest?.("[role=tab]")))
  const look = () => {
    // A run that ends late can move the list of tabs or draw it anew: the tab gets back the focus it lost by that.
    const tab = kept.tab
    if (tab && document.activeElement === document.body) {
      const drawn = [...document.querySelectorAll("[role=tab]")].find(one => one.textContent === tab.textContent)
      drawn?.focus({ preventScroll: true })
    }
    const went = kept.went
    if (!went || went.link.isConnected) return
    went.link = [...document.querySelectorAll(".relations a")].find(one => one.getAttribute("href") === went.to) ?? went.link
    if (document.activeElement === document.body) went.link.focus({ preventScroll: true })
    if (went.seen) return
    went.seen = true
    const card = document.querySelector(".st-key-event-beside, .st-key-card-of-claim")
    const top = card?.getBoundingClientRect().top ?? 0
    if (top < 0 || top > window.innerHeight * 0.6) card.scrollIntoView({ block: "start" })
  }
  const seen = new MutationObserver(look)
  seen.observe(document.body, { childList: true, subtree: true })
  stop.addEventListener("abort", () => seen.disconnect())
  look()
  document.documentElement.dataset.links = "followed" // before this is there, a link loads the page as any link does
}

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  document.documentElement.lang = data.locale
  const place = parentElement.host ?? parentElement
  themed(data.theme)
  parentElement.observer?.disconnect()
  parentElement.stop?.abort()
  const stop = (parentElement.stop = new AbortController())
  follow(parentElement, stop.signal, setTriggerValue)
  const told = parentElement.told ?? {}
  parentElement.told = told
  const tell = (name, value) => {
    if (value > 0 && Math.abs(value - (told[name] ?? 0)) >= 4) setStateValue(name, (told[name] = value))
  }
  const look = () => {
    if (!data.alone) return tell("width", Math.floor(place.getBoundingClientRect().width))
    tell("across", window.innerWidth)
    tell("down", window.innerHeight)
  }
  const observer = new ResizeObserver(look)
  observer.observe(data.alone ? document.documentElement : place)
  parentElement.observer = observer
  look()
  return () => {
    observer.disconnect()
    stop.abort()
  }
}
