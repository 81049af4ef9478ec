/** What is wrong with how a page is laid out, as sentences; empty when nothing is. Runs inside the page. */
export function faultsOfLayout(): string[] {
  /** Long names may end in dots; so may a remark. Nothing else may be cut. */
  const MAY_BE_CUT =
    '.shop .name, .place b, .remark .tx, .reasons .tx, .rem, .aside, .notice .tx, .last .tx, .dots .whose, .rows .tender, .doubt .said'
  /** May be longer than its room: it scrolls. */
  const SCROLLS = '.paperbox'
  const faults: string[] = []
  const name = (element: Element): string =>
    `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} "${element.textContent.trim().slice(0, 30)}"`

  const root = document.documentElement
  if (root.scrollHeight > root.clientHeight || root.scrollWidth > root.clientWidth) faults.push('the page scrolls')
  for (const side of document.querySelectorAll('.look, .hand, .head, .app, .rail, .keypad, .cust')) {
    if (getComputedStyle(side).display === 'contents' || side.matches('.detail')) continue
    if (side.scrollHeight > side.clientHeight + 1)
      faults.push(`${name(side)} is ${side.scrollHeight - side.clientHeight} px too tall`)
    if (side.scrollWidth > side.clientWidth + 1)
      faults.push(`${name(side)} is ${side.scrollWidth - side.clientWidth} px too wide`)
  }

  const pieces: { element: Element; box: DOMRect; layer: Element | null }[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    if (!element || (node.textContent ?? '').trim() === '' || element.closest(`.sr, .sprite, script, style, ${SCROLLS}`)) continue
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const box of range.getClientRects()) {
      if (box.width === 0) continue
      const list = element.closest('.rows, .differences, .everything, .pane, .found, .trial')?.getBoundingClientRect()
      if (list && (box.top < list.top || box.bottom > list.bottom)) continue
      // The box of a line is taller than its letters: what is seen is the middle of it.
      const em = box.height / 1.448
      const cut = element.closest(MAY_BE_CUT)?.getBoundingClientRect()
      const right = cut ? Math.min(box.right, cut.right) : box.right
      const ink = new DOMRect(box.left, box.top + em * 0.25, right - box.left, em)
      pieces.push({ element, box: ink, layer: element.closest('.pop, .sheet, .strip') })
    }
  }

  const covered = document.querySelector('.sheet, .pop, .strip') !== null
  for (const { element, box } of pieces) {
    if (element.closest(MAY_BE_CUT)) continue
    if (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1)
      faults.push(`${name(element)} leaves the screen`)
    const frame = element.closest('button, .field, .hand, .look, .pop, .head, .left, .right, .ways')
    if (!frame || getComputedStyle(frame).display === 'contents') continue
    const room = frame.getBoundingClientRect()
    if (box.left < room.left - 1 || box.right > room.right + 1 || box.top < room.top - 3 || box.bottom > room.bottom + 3)
      faults.push(`${name(element)} runs out of ${frame.tagName.toLowerCase()}.${frame.getAttribute('class') ?? ''}`)
  }

  for (const [index, one] of pieces.entries()) {
    for (const other of pieces.slice(index + 1)) {
      if (one.layer !== other.layer || one.element.contains(other.element) || other.element.contains(one.element)) continue
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top)
      if (across > 1 && down > 2 && (!covered || one.layer)) faults.push(`${name(one.element)} lies over ${name(other.element)}`)
    }
  }

  for (const button of document.querySelectorAll('button, [role="option"]')) {
    const box = button.getBoundingClientRect()
    if (!button.checkVisibility({ visibilityProperty: true }) || box.width === 0) continue
    if (box.height < 55.5 || box.width < 43)
      faults.push(`${name(button)} is ${Math.round(box.width)}×${Math.round(box.height)} px, too small for a thumb`)
  }
  return [...new Set(faults)]
}
