import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { useTill } from './till.ts'

/** Deposits that go back by themselves within days: said once to whoever signs in, until it is put away (BEHAVIOUR F09). */
export const useReminder = defineStore('reminder', () => {
  const till = useTill()
  /** Whose sign-in it was put away for. */
  const putAwayBy = ref('')
  const signIn = computed(() => {
    const person = till.snapshot?.person
    return person ? `${person.staffId} ${person.since}` : ''
  })
  const shown = computed(
    () => signIn.value !== '' && signIn.value !== putAwayBy.value && (till.snapshot?.deposits.endingCount ?? 0) > 0,
  )

  function putAway(): void {
    putAwayBy.value = signIn.value
  }

  return { shown, putAway }
})
