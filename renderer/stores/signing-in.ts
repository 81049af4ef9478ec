import { computed, ref, shallowRef, watch } from 'vue'
import type { Fault } from '../../contract/faults.ts'
import type { StaffView } from '../../contract/snapshot.ts'
import { useTill } from './till.ts'

/** Tiles before the last one, which is for any other number; the fifth is for the phone, where people may sign in by it. */
const TILES = 5
const LONGEST = 64

/** Who is signing in, and what they have typed so far. The password lives here only until it is sent. */
export function useSigningIn() {
  const till = useTill()
  /** Whose till is locked comes first: most often it is they who come back. */
  const tiles = computed<readonly StaffView[]>(() => {
    const { lockedFor = null, staff = [], signInByPhone = false } = till.snapshot ?? {}
    const others = staff.filter(({ staffId }) => staffId !== lockedFor?.staffId)
    return [...(lockedFor ? [lockedFor] : []), ...others].slice(0, signInByPhone ? TILES - 1 : TILES)
  })
  const picked = shallowRef<StaffView | null>(tiles.value[0] ?? null)
  /** Typing a staff number first, because the person has no tile. */
  const byNumber = ref(picked.value === null)
  const step = ref<'number' | 'password'>(byNumber.value ? 'number' : 'password')
  const number = ref('')
  const password = ref('')
  const fault = shallowRef<Fault | null>(null)
  const busy = computed(() => till.isWaitingFor('staff.signIn'))

  function pick(person: StaffView): void {
    picked.value = person
    byNumber.value = false
    step.value = 'password'
    password.value = ''
    fault.value = null
  }

  function pickOther(): void {
    picked.value = null
    byNumber.value = true
    step.value = 'number'
    number.value = ''
    password.value = ''
    fault.value = null
  }

  function type(character: string): void {
    if (busy.value) return
    fault.value = null
    const field = step.value === 'number' ? number : password
    if (field.value.length < LONGEST) field.value += character
  }

  function backspace(): void {
    const field = step.value === 'number' ? number : password
    if (step.value === 'password' && byNumber.value && password.value === '') step.value = 'number'
    else field.value = field.value.slice(0, -1)
  }

  function clear(): void {
    fault.value = null
    if (step.value === 'password' && password.value === '' && byNumber.value) step.value = 'number'
    else if (step.value === 'password') password.value = ''
    else number.value = ''
  }

  const staffId = computed(() => picked.value?.staffId ?? number.value.trim())
  const ready = computed(() =>
    step.value === 'number' ? number.value.trim() !== '' : password.value !== '' && staffId.value !== '',
  )

  async function goOn(): Promise<void> {
    if (!ready.value || busy.value) return
    if (step.value === 'number') {
      step.value = 'password'
      return
    }
    const secret = password.value
    password.value = ''
    const outcome = await till.askQuietly('staff.signIn', { staffId: staffId.value, password: secret })
    if (!outcome.ok) fault.value = withEnd(outcome.fault)
  }

  /** A lock says how long it lasts; its end is kept, so that the sentence can count down to it. */
  function withEnd(refused: Fault): Fault {
    const seconds = refused.params?.['seconds']
    if (typeof seconds !== 'number') return refused
    return { ...refused, params: { ...refused.params, until: till.now + seconds * 1000 } }
  }

  watch(
    () => till.now,
    (now) => {
      const until = fault.value?.params?.['until']
      if (typeof until === 'number' && until <= now) fault.value = null
    },
  )

  return { tiles, picked, byNumber, step, number, password, fault, busy, ready, pick, pickOther, type, backspace, clear, goOn }
}
