import { readonly, ref, type Ref } from 'vue'

/** What nobody should do by habit takes so many presses (BEHAVIOUR F04). */
export const PRESSES = 2

/** Acts at the second press. While `busy` no press counts. `pressed`: how many there were since it last acted. */
export function usePressTwice(
  act: () => void,
  busy: () => boolean = () => false,
): { pressed: Readonly<Ref<number>>; press: () => void } {
  const pressed = ref(0)
  function press(): void {
    if (busy()) return
    pressed.value = (pressed.value + 1) % PRESSES
    if (pressed.value === 0) act()
  }
  return { pressed: readonly(pressed), press }
}
