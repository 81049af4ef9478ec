import { may } from '../../contract/permissions.ts'
import { createPrivateKey, type KeyObject } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import type { CloudPay } from '../../cloudpay/client/client.ts'
import { unknown } from '../../cloudpay/client/result.ts'
import type { Clock } from '../../contract/clock.ts'
import { ok, refuse, type Outcome } from '../../contract/faults.ts'
import type { Snapshot } from '../../contract/snapshot.ts'
import type { Book } from '../ledger/book.ts'
import type { Reversal } from '../till/parts.ts'
import type { Asker, Handlers } from './answer-request.ts'
import type { Log } from './log.ts'
import { readPrivateKey, secretsIn, type PrivateKey } from './private-key.ts'
import type { SettingsBook } from './settings.ts'
import type { Vault } from './vault.ts'

/** A key file has two thousand characters; whatever is longer is none, bytes. */
const MOST_BYTES = 32 * 1024

export interface SigningKeyParts {
  readonly vault: Pick<Vault, 'signingKey'>
  readonly settings: Pick<SettingsBook, 'current'>
  readonly known: { readonly secrets: Set<string> }
  /** Null when there is no book: then nobody is signed in either. */
  readonly book: Pick<Book, 'write'> | null
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
  /** Who is signed in just now. */
  readonly person: () => Asker
  /** Lets the person pick a file; null when none was picked. */
  readonly pick: () => Promise<string | null>
  readonly changed: () => void
}

/**
 * The merchant's private key, with which a reversal is signed. An admin imports it from a file that main reads by itself:
 * the page never sees it. It is read only while `reverse.enabled` is on, and used for the merchant it was imported for.
 */
export function openSigningKey(parts: SigningKeyParts) {
  const { vault, known } = parts
  const log = parts.log.of('signingKey')
  let kept: ReturnType<typeof vault.signingKey.read> | null = null
  let parsed: KeyObject | null = null
  let picking = false
  /** Whom this till sells for, once it is bound. */
  let merchant: string | null = null

  const hide = (pem: string): void => {
    for (const secret of secretsIn(pem)) known.secrets.add(secret)
  }

  function read(): NonNullable<typeof kept> {
    if (kept === null) {
      kept = vault.signingKey.read()
      if (kept.ok && kept.value) hide(kept.value.pem)
    }
    return kept
  }

  /** Null while the switch is off, without a key, and when it is another merchant's. */
  function current(): KeyObject | null {
    if (!parts.settings.current().reverse.enabled) return null
    const found = read()
    if (!found.ok || found.value === null || found.value.subMchId !== merchant) return null
    parsed ??= createPrivateKey(found.value.pem)
    return parsed
  }

  function readAnew(): void {
    kept = null
    parsed = null
    parts.changed()
  }

  /** The journal first, as with money: who did it is written down before it is done. False when the disk refused. */
  function noted(kind: string, asker: Asker, body: Record<string, unknown>): boolean {
    try {
      parts.book?.write({ entry: { at: parts.clock.now(), kind, subject: asker?.staffId ?? '', body } })
      return true
    } catch (error) {
      log.error('signingKey.notNoted', { text: error instanceof Error ? error.message : String(error) })
      return false
    }
  }

  function textOf(path: string): Outcome<string> {
    try {
      const file = statSync(path)
      if (!file.isFile() || file.size > MOST_BYTES) return refuse('signingKey.notAKey')
      return ok(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))
    } catch (error) {
      log.warn('signingKey.notRead', { why: (error as NodeJS.ErrnoException).code })
      return refuse('signingKey.notRead')
    }
  }

  function keep({ pem, fingerprint }: PrivateKey, asker: Asker): Outcome<{ fingerprint: string }> {
    if (merchant === null) return refuse('request.forbidden')
    if (!noted('signingKey.import', asker, { fingerprint })) return refuse('book.notWritten')
    try {
      vault.signingKey.write({ subMchId: merchant, pem })
      return ok({ fingerprint })
    } catch (error) {
      // Only the name: the text of such an error may quote what was to be kept.
      log.error('signingKey.notSaved', { why: error instanceof Error ? error.name : 'unknown' })
      return refuse('signingKey.notSaved')
    } finally {
      readAnew()
    }
  }

  async function importKey(asker: Asker): Promise<Outcome<{ fingerprint: string | null }>> {
    if (picking) return ok({ fingerprint: null })
    picking = true
    try {
      const path = await parts.pick()
      if (path === null) return ok({ fingerprint: null })
      // The dialog may have stood open for long: whoever asked may have left.
      if (parts.person()?.staffId !== asker?.staffId) return refuse('request.forbidden')
      const text = textOf(path)
      if (!text.ok) return text
      const key = readPrivateKey(text.value)
      if (!key.ok) return key
      hide(text.value)
      hide(key.value.pem)
      return keep(key.value, asker)
    } finally {
      picking = false
    }
  }

  const handlers: Pick<Handlers, 'vault.importSigningKey' | 'vault.forgetSigningKey'> = {
    /** Faults: `signingKey.*`, `book.notWritten`; `request.forbidden` when the admin left meanwhile. */
    'vault.importSigningKey': (_question, asker) => importKey(asker),
    'vault.forgetSigningKey': (_question, asker) => {
      if (!noted('signingKey.forget', asker, {})) return refuse('book.notWritten')
      vault.signingKey.clear()
      readAnew()
      return ok(null)
    },
  }

  return {
    handlers,

    /** What an admin is shown of it; null for everybody else, and while the switch is off. */
    shown(person: Asker): Snapshot['signingKey'] {
      if (!may('manageKeys', person?.role) || !parts.settings.current().reverse.enabled) return null
      if (!read().ok) return 'unreadable'
      return current() === null ? 'absent' : 'held'
    },

    /** Reversing for this merchant, as selling may ask for it. The key stays here. */
    reversal(cloud: Pick<CloudPay, 'reverse'>, { subMchId }: { subMchId: string }): Reversal {
      merchant = subMchId
      return {
        offered: () => current() !== null,
        reverse(q) {
          const privateKey = current()
          return privateKey ? cloud.reverse({ ...q, privateKey }) : Promise.resolve(unknown('notSent', 'there is no key'))
        },
      }
    },
  }
}
