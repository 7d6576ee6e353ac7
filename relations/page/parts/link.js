// A button that copies the address of the page as it is now, with all that the viewer has chosen.

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button")
  const said = parentElement.querySelector("span")
  button.textContent = data.words.copy
  button.onclick = async () => {
    const address = window.location.href
    try {
      await navigator.clipboard.writeText(address)
      said.textContent = data.words.done
    } catch {
      said.textContent = address // a page that is not served over https may not write: then it is there to be selected
    }
  }
}
