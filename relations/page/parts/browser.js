// Tells the page how wide its column is and how large the window, and gives the page the theme a link asks for.
// Vega-Lite cannot fit stacked views into their container, and labels are placed for one width: so it must be told.

// Storage can be blocked: by the reader, or because the page stands in another site's frame. The theme is then the
// system's, and nothing else is lost.
function themed(theme) {
  const key = `stActiveTheme-${window.location.pathname}-v2`
  try {
    const kept = JSON.parse(window.localStorage.getItem(key) ?? '"System"')
    if (kept === theme) return true
    window.localStorage.setItem(key, JSON.stringify(theme))
  } catch {
    return true
  }
  window.location.reload()
  return false
}

export default function ({ data, parentElement, setStateValue }) {
  document.documentElement.lang = data.locale
  const place = parentElement.host ?? parentElement
  const wanted = { light: "Light", dark: "Dark" }[data.theme] ?? "System"
  if (!themed(wanted)) return
  parentElement.observer?.disconnect()
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
  return () => observer.disconnect()
}
