import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Fault, FaultCode } from '../../contract/faults.ts'
import { ADJUST_REMARK_MOST } from '../../contract/member-choices.ts'
import type { MemberView } from '../../contract/members.ts'
import { fen, MAX_FEN } from '../../contract/money.ts'
import { amountOf, EMPTY_ENTRY, pressKey, typedFor, type AmountKey, type Entry } from '../entry/amount-entry.ts'
import { useMembers } from './members.ts'
import { useTill } from './till.ts'

/** A change that was sent, and of which nobody knows what became: it may only be asked again as it was. */
interface Unknown {
  readonly amountFen: number
  readonly remark: string
}

/** What says for sure that nothing was changed. */
const REFUSALS: readonly FaultCode[] = ['member.belowZero', 'member.aboveCeiling', 'member.cardUnknown', 'member.refused']
/** What says that nobody knows: also an answer that was lost on its way to this page. */
const UNKNOWN: readonly FaultCode[] = ['member.notKnown', 'request.failed']

/** A balance changed by hand, with a remark; an admin's alone (BEHAVIOUR F15). What is not known is never done anew, only asked again. */
export const useAdjust = defineStore('adjust', () => {
  const till = useTill()
  const members = useMembers()
  const of = shallowRef<MemberView | null>(null)
  const way = ref<'add' | 'takeOff'>('add')
  const entry = shallowRef<Entry>(EMPTY_ENTRY)
  const remark = ref('')
  /** Why the last key, or the wish, was refused. */
  const refused = shallowRef<Fault | null>(null)
  const remarkMissing = ref(false)
  /** The member after it was done, and what it was. */
  const done = shallowRef<{ readonly member: MemberView; readonly amountFen: number; readonly remark: string } | null>(null)
  /** By card number, also while another card is looked at. */
  const open = shallowRef<ReadonlyMap<string, Unknown>>(new Map())

  const unknown = computed(() => (of.value ? (open.value.get(of.value.cardNo) ?? null) : null))
  const amount = computed(() => {
    const read = amountOf(entry.value, MAX_FEN)
    return read.ok ? read.amount : null
  })
  const signed = computed(() => (amount.value === null ? null : amount.value * (way.value === 'add' ? 1 : -1)))

  function keep(cardNo: string, sent: Unknown | null): void {
    const next = new Map(open.value)
    if (sent) next.set(cardNo, sent)
    else next.delete(cardNo)
    open.value = next
  }

  function leave(): void {
    of.value = done.value = refused.value = null
    entry.value = EMPTY_ENTRY
    remark.value = ''
    way.value = 'add'
    remarkMissing.value = false
  }

  /** What is not known of this card stands there as it was sent. */
  function fill({ amountFen, remark: why }: Unknown): void {
    way.value = amountFen < 0 ? 'takeOff' : 'add'
    entry.value = { text: typedFor(fen(Math.abs(amountFen))), refused: null }
    remark.value = why
  }

  function begin(member: MemberView): void {
    leave()
    till.forgetFault()
    of.value = member
    if (unknown.value) fill(unknown.value)
  }

  function choose(next: 'add' | 'takeOff'): void {
    if (!unknown.value) way.value = next
  }

  function press(key: AmountKey): void {
    if (unknown.value) return
    till.forgetFault()
    entry.value = pressKey(entry.value, key, MAX_FEN)
    refused.value = entry.value.refused ? { code: `amount.${entry.value.refused}`, params: { maxFen: MAX_FEN } } : null
  }

  function refuseLetter(): void {
    if (!unknown.value) refused.value = { code: 'amount.notANumber' }
  }

  /** Whether it can be sent; else it is said why not. */
  function ready(): boolean {
    const read = amountOf(entry.value, MAX_FEN)
    if (refused.value?.code === 'amount.tooLarge') return false
    refused.value = read.ok ? null : { code: `amount.${read.fault}`, params: { maxFen: MAX_FEN } }
    remarkMissing.value = read.ok && remark.value.trim() === ''
    return read.ok && !remarkMissing.value
  }

  /** Sends it, or asks again about the very same; once, however often it is pressed. */
  async function send(): Promise<void> {
    const member = of.value
    if (!member || till.isWaitingFor('members.adjust')) return
    const wish = unknown.value ?? (signed.value === null ? null : { amountFen: signed.value, remark: remark.value.trim() })
    if (!wish || wish.remark === '') return
    const { cardNo } = member
    const outcome = await till.askQuietly('members.adjust', { cardNo, ...wish })
    const isOpen = of.value?.cardNo === cardNo
    if (outcome.ok) {
      keep(cardNo, null)
      members.update(outcome.value)
      if (isOpen) done.value = { member: outcome.value, ...wish }
      return
    }
    const { code } = outcome.fault
    if (code === 'member.adjustOpen') takeOver(cardNo, outcome.fault)
    else if (code === 'member.adjustSettled') {
      // Of that card nothing is to be asked again: it would be done anew.
      keep(String(outcome.fault.params?.cardNo), null)
      till.report(outcome.fault)
    } else if (UNKNOWN.includes(code)) keep(cardNo, wish)
    else {
      if (REFUSALS.includes(code)) keep(cardNo, null)
      till.report(outcome.fault)
    }
  }

  /** An earlier change of this card has no end yet: where the till tells which, it is that one that is asked again. */
  function takeOver(cardNo: string, fault: Fault): void {
    till.report(fault)
    const { amountFen, remark: why } = fault.params ?? {}
    if (typeof amountFen !== 'number' || typeof why !== 'string') return
    const earlier = { amountFen, remark: why.slice(0, ADJUST_REMARK_MOST) }
    keep(cardNo, earlier)
    if (of.value?.cardNo === cardNo) fill(earlier)
  }

  return {
    of,
    way,
    entry,
    remark,
    refused,
    remarkMissing,
    done,
    unknown,
    amount,
    signed,
    begin,
    leave,
    choose,
    press,
    refuseLetter,
    ready,
    send,
  }
})
