import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Fault } from '../../contract/faults.ts'
import type { MemberWay } from '../../contract/member-choices.ts'
import type { MemberView } from '../../contract/members.ts'
import { memberWish } from '../entry/member-find.ts'
import { useTill } from './till.ts'

/** Who was looked for, who was found, and whose card is open (BEHAVIOUR F15). A code that was scanned is not kept. */
export const useMembers = defineStore('members', () => {
  const till = useTill()
  const typed = ref('')
  /** Null before anybody was looked for. */
  const found = shallowRef<readonly MemberView[] | null>(null)
  const chosen = shallowRef<MemberView | null>(null)
  const looking = ref<'typed' | 'scanned' | null>(null)
  const fault = shallowRef<Fault | null>(null)

  /** The latest wish: answers to an older one are not looked at. */
  let wish = 0

  async function ask(by: MemberWay, text: string): Promise<void> {
    const turn = ++wish
    looking.value = by === 'code' ? 'scanned' : 'typed'
    fault.value = found.value = chosen.value = null
    till.forgetFault()
    const outcome = await till.askQuietly('members.find', { by, text })
    if (turn !== wish) return
    looking.value = null
    if (!outcome.ok) {
      fault.value = outcome.fault
      return
    }
    found.value = outcome.value
    // Two members with one telephone are told apart by a person, never by us.
    chosen.value = outcome.value.length === 1 ? (outcome.value[0] ?? null) : null
  }

  /** Looks for what was typed. */
  async function find(): Promise<void> {
    const asked = memberWish(typed.value)
    if (asked) await ask(asked.by, asked.text)
  }

  /** Whose code this is: the payer's, or that of the card. */
  async function findByCode(code: string): Promise<void> {
    typed.value = ''
    await ask('code', code)
  }

  /** What is known of a card now takes the place of what was. */
  function update(member: MemberView): void {
    const isThis = (one: MemberView): boolean => one.cardNo === member.cardNo
    if (chosen.value && isThis(chosen.value)) chosen.value = member
    found.value = found.value?.map((one) => (isThis(one) ? member : one)) ?? null
  }

  /** Asks for the open card anew: something may have changed its balance. */
  async function refresh(): Promise<void> {
    const cardNo = chosen.value?.cardNo
    if (cardNo === undefined) return
    const turn = wish
    const outcome = await till.askQuietly('members.find', { by: 'cardNo', text: cardNo })
    const member = outcome.ok ? outcome.value.find((one) => one.cardNo === cardNo) : undefined
    if (turn === wish && member) update(member)
  }

  function choose(member: MemberView): void {
    chosen.value = member
  }

  /** Nobody is open, nobody was looked for. */
  function leave(): void {
    wish += 1
    typed.value = ''
    fault.value = found.value = chosen.value = looking.value = null
  }

  return { typed, found, chosen, looking, fault, find, findByCode, update, refresh, choose, leave }
})
