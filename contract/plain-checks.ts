import { z } from 'zod'

/**
 * Checks of messages are walked, not compiled: zod would write a function for each shape and have it compiled at its first
 * use, which costs a start more than it ever saves a till. A shape takes this over when it is made, so each process reads
 * this file before any shape.
 */
z.config({ jitless: true })
