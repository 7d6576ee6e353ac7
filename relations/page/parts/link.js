// A button that copies the permanent address of what is seen: with all that the viewer has chosen, its story and its publishers.

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button")
  const said = parentElement.querySelector("span")
  button.textContent = data.words.copy
  button.onclick = async () => {
    const address = new URL(data.address, window.location.href).href
    try {
      await navigator.clipboard.writeText(address)
      said.textContent = data.words.done
    } catch {
      said.textContent = address // a page that is not served over https may not write: then it is there to be selected
    }
  }
}
