/** True for an element that text is written into. */
export function isTextField(target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement {
  return (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) && !target.readOnly && !target.disabled
}

/** Writes at the cursor as typing would: within the length the field allows, and the field's owner is told. */
export function insertText(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  const start = field.selectionStart ?? field.value.length
  const end = field.selectionEnd ?? start
  const room = field.maxLength < 0 ? text.length : Math.max(0, field.maxLength - (field.value.length - (end - start)))
  if (room < text.length) return
  field.setRangeText(text, start, end, 'end')
  field.dispatchEvent(new InputEvent('input', { bubbles: true, data: text, inputType: 'insertText' }))
}

export interface KeptText {
  putBack(): void
}

/** Remembers a field as it is now, so that it can be as it was; null where there is no field. */
export function keepText(target: EventTarget | null): KeptText | null {
  if (!isTextField(target)) return null
  const { value, selectionStart, selectionEnd } = target
  return {
    putBack() {
      // The input method ends its composition when the field is left.
      target.blur()
      target.value = value
      target.setSelectionRange(selectionStart, selectionEnd)
      target.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText' }))
      target.focus()
    },
  }
}
