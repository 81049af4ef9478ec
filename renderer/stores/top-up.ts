import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Fault } from '../../contract/faults.ts'
import type { MemberView, TopUpRules } from '../../contract/members.ts'
import { EMPTY_ENTRY, pressKey, type AmountKey, type Entry } from '../entry/amount-entry.ts'
import { mostOf, topUpFault, topUpWish } from '../entry/top-up-entry.ts'
import { usePlace } from './place.ts'
import { useTill } from './till.ts'
import { useTwin } from './twin.ts'

/** Whose card is topped up: a member's that was found, or that of whoever pays (BEHAVIOUR F16). */
export type TopUpOf = { readonly member: MemberView } | 'payer'

/** A top-up until it is a sale that waits for a code: whose card, what may be topped up, and how much it shall be. */
export const useTopUp = defineStore('topUp', () => {
  const till = useTill()
  const place = usePlace()
  const twin = useTwin()
  const of = shallowRef<TopUpOf | null>(null)
  const rules = shallowRef<TopUpRules | null>(null)
  /** Why it is not known what may be topped up. */
  const rulesFault = shallowRef<Fault | null>(null)
  /** Which of the listed amounts. */
  const picked = ref<number | null>(null)
  const entry = shallowRef<Entry>(EMPTY_ENTRY)
  /** Why the last key, or the amount, was refused. */
  const refused = shallowRef<Fault | null>(null)

  const most = computed(() => {
    const max = till.snapshot?.maxAmountFen ?? 0
    return rules.value?.mode === 'any' ? mostOf(rules.value, max) : max
  })
  /** What would be topped up now; null while it is no amount. */
  const wish = computed(() => {
    if (!rules.value) return null
    const read = topUpWish(rules.value, picked.value, entry.value, most.value)
    return 'fault' in read ? null : read
  })

  /** The latest wish: answers to an older one are not looked at. */
  let turn = 0

  async function askRules(): Promise<void> {
    const mine = ++turn
    rules.value = rulesFault.value = picked.value = null
    const outcome = await till.askQuietly('members.rules', {})
    if (mine !== turn) return
    if (outcome.ok) rules.value = outcome.value
    else rulesFault.value = outcome.fault
  }

  function leave(): void {
    turn += 1
    of.value = rules.value = rulesFault.value = picked.value = refused.value = null
    entry.value = EMPTY_ENTRY
  }

  /** A card that takes no money is not topped up: it is said why. */
  async function open(whose: TopUpOf): Promise<void> {
    const state = whose === 'payer' ? 'active' : whose.member.state
    if (state !== 'active') {
      till.report({ code: `member.${state}` })
      return
    }
    leave()
    till.forgetFault()
    of.value = whose
    await askRules()
  }

  function pick(tier: number): void {
    refused.value = null
    if (rules.value?.mode === 'fixed' && tier < rules.value.tiers.length) picked.value = tier
  }

  function press(key: AmountKey): void {
    till.forgetFault()
    entry.value = pressKey(entry.value, key, most.value)
    refused.value = entry.value.refused ? faultOf(topUpFault(entry.value.refused)) : null
  }

  const faultOf = (code: Fault['code']): Fault => ({ code, params: { maxFen: most.value } })

  /** A key that is no figure. */
  function refuseLetter(): void {
    refused.value = faultOf('amount.notANumber')
  }

  /** Opens it, once, however often it is pressed; the till waits for the payer's code then. */
  async function start(): Promise<void> {
    if (!rules.value || till.isWaitingFor('members.topUp')) return
    const read = topUpWish(rules.value, picked.value, entry.value, most.value)
    if ('fault' in read) refused.value = faultOf(read.fault)
    else await send(read.amountFen)
  }

  async function send(amountFen: number, anyway?: true): Promise<void> {
    const whose = of.value
    if (!whose) return
    const cardNo = whose === 'payer' ? null : whose.member.cardNo
    const revision = till.snapshot?.revision ?? 0
    const outcome = await till.askQuietly('members.topUp', { cardNo, amountFen, ...(anyway ? { anyway } : {}) })
    if (outcome.ok) {
      till.forgetFault()
      leave()
      till.showSale(outcome.value, revision)
      place.goToTill()
      return
    }
    const again = async (): Promise<void> => {
      of.value = whose
      await send(amountFen, true)
    }
    if (twin.asks(outcome.fault, again)) {
      place.goToTill()
      return
    }
    till.report(outcome.fault)
    // What was listed is not what there is.
    if (outcome.fault.code === 'topUp.notATier') await askRules()
  }

  return { of, rules, rulesFault, picked, entry, refused, most, wish, askRules, open, leave, pick, press, refuseLetter, start }
})
