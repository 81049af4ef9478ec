import type { DoctorWords } from '../message.ts'

/** One sentence for what was found, and one that says what to do. */
export const findings: DoctorWords = {
  sandbox: {
    on: { what: 'The page runs in its sandbox', todo: 'Nothing to do.' },
    off: {
      what: 'The till runs as root, and its page without a sandbox',
      todo: 'Make an ordinary user, and run the till as that one.',
    },
    forbidden: {
      what: 'The system forbids namespaces to users, so the page has no sandbox',
      todo: 'Have IT allow user namespaces, or give chrome-sandbox its rights as the installation says.',
    },
  },
  groups: {
    fine: { what: 'The user is in all groups that the devices need', todo: 'Nothing to do.' },
    missing: { what: (n) => `The user is not in: ${n('groups')}`, todo: 'Have IT add the user by adduser, then sign in anew.' },
  },
  udev: {
    fine: { what: 'udev runs', todo: 'Nothing to do.' },
    absent: {
      what: 'udev does not run: devices have no lasting names',
      todo: 'Have IT start udev; otherwise another USB port loses a device.',
    },
  },
  ports: {
    fine: { what: (n) => `All ${n('count')} device files of the settings can be opened`, todo: 'Nothing to do.' },
    none: { what: 'No device file is set up', todo: 'Nothing to do.' },
    gone: { what: (n) => `${n('path')} is not there`, todo: 'Check plug and power, or choose another one in the settings.' },
    denied: { what: (n) => `${n('path')} may not be opened`, todo: 'Have IT check groups and udev rules.' },
  },
  printer: {
    fine: {
      what: (n) => `The printer is set up: ${n('where')}`,
      todo: 'Whether it prints, the test page in the settings shows.',
    },
    none: { what: 'No printer is set up', todo: 'Payments go on. For slips choose one in the settings.' },
    silent: {
      what: (n) => `The printer does not answer: ${n('where')}`,
      todo: 'Check power, cable and address. Payments go on, slips wait.',
    },
  },
  audio: {
    fine: { what: (n) => `${n('count')} sound outputs, and a voice`, todo: 'To hear it, say a sentence in the settings.' },
    noOutput: { what: 'No sound output was found', todo: 'Plug in a loudspeaker; see whether the sound server runs.' },
    noVoice: { what: 'espeak-ng is not installed', todo: 'Have IT install the package espeak-ng.' },
  },
  clock: {
    fine: { what: 'The clock is right', todo: 'Nothing to do.' },
    off: { what: (n) => `The clock is ${n('seconds')} s off`, todo: 'Have IT switch on time synchronisation (NTP).' },
    unknown: { what: 'Cloud Pay does not answer, so nobody knows whether the clock is right', todo: 'See to the network first.' },
  },
  disk: {
    fine: { what: (n) => `${n('megabytes')} MB are free`, todo: 'Nothing to do.' },
    low: { what: (n) => `Only ${n('megabytes')} MB are free`, todo: 'Have IT make room. A full disk stops selling.' },
    full: {
      what: (n) => `The disk is full: ${n('megabytes')} MB are free`,
      todo: 'Make room now: without it the book cannot be written, and nothing can be sold.',
    },
  },
  network: {
    fine: { what: (n) => `All ${n('count')} hosts of Cloud Pay answer, the fastest in ${n('ms')} ms`, todo: 'Nothing to do.' },
    some: {
      what: (n) => `Some hosts do not answer: ${n('hosts')}`,
      todo: 'Payments go on by the others. Have IT look at the firewall.',
    },
    none: { what: 'Cloud Pay cannot be reached', todo: 'Check cable, router, proxy and firewall (port 443).' },
  },
  secrets: {
    keyring: { what: 'Keys are locked in the keyring of the system', todo: 'Nothing to do.' },
    file: {
      what: 'The system has no keyring; a file of this machine locks the keys',
      todo: 'Fine for daily work. Let nobody take this disk away.',
    },
    unknown: {
      what: 'How keys are kept can only be seen from inside',
      todo: 'Open the till, and look in the settings, This machine.',
    },
  },
}
